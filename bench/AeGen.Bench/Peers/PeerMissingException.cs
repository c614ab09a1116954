namespace AeGen.Bench.Peers;

/// <summary>A peer does not start here; the message says why.</summary>
internal sealed class PeerMissingException(string message) : Exception(message);
