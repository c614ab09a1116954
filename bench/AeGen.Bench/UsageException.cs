namespace AeGen.Bench;

/// <summary>The command line asks for something that there is not; its message is for whoever typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);
