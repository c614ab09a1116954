using System.ComponentModel;
using System.Diagnostics;

namespace AeGen.Bench.Peers;

/// <summary>PyTorch by Python: a script beside this program.</summary>
/// <param name="named">The only Python to try, or null.</param>
internal sealed class PythonPeer(string? named) : PeerProgram
{
    // Debian's package belongs to Debian's Python, which need not be the first on the path.
    private readonly string[] candidates = named is null ? ["python3", "/usr/bin/python3"] : [named];

    private static string Script => Path.Combine(AppContext.BaseDirectory, "peers", "torch_cpu.py");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Prepare(Action<string> say)
    {
        string? python = File.Exists(Script)
            ? Array.Find(candidates, Imports)
            : throw new PeerMissingException($"its script is not at {Script}; it belongs beside the program");
        return python is not null
            ? [.. Launcher, python, Script]
            : throw new PeerMissingException($"{string.Join(" and ", candidates)} cannot import it");
    }

    private bool Imports(string python)
    {
        string[] command = [.. Launcher, python, "-c", "import numpy, torch"];
        try
        {
            var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false };
            using Process probe = Process.Start(start)!;
            probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
