using System.Diagnostics;

namespace AeGen.Tests.Harness;

/// <summary>This assembly as a program of its own, to kill it, to take its disk away or to give it another processor.</summary>
internal static class OwnProcess
{
    /// <summary>Starts the program, with its output and errors to be read.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="before">A program and its arguments that start it in turn.</param>
    /// <param name="variables">Variables of its environment.</param>
    public static Process Start(
        IReadOnlyList<string> arguments, IReadOnlyList<string>? before = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } known ? known : "dotnet";
        string[] command = [.. before ?? [], host, typeof(OwnProcess).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
