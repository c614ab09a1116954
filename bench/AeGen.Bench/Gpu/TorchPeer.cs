using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AeGen.Bench.Reporting;

namespace AeGen.Bench.Gpu;

/// <summary>PyTorch on the same networks, in a process of its own that runs the script beside this program.</summary>
/// <param name="python">The Python that runs it.</param>
internal sealed class TorchPeer(string python)
{
    /// <summary>The Python that is looked for where none is named.</summary>
    public const string DefaultPython = "python3";

    /// <summary>The modes that the script knows.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["eager", "compile", "graphs", "compile-graphs"];

    private static string Script => Path.Combine(AppContext.BaseDirectory, "peers", "torch_gpu.py");

    /// <summary>What is missing for the peer to run, and how to get it; null where nothing is.</summary>
    public string? Missing()
    {
        if (!File.Exists(Script))
        {
            return $"The peer's script is not at {Script}; it belongs beside the program.";
        }

        try
        {
            using Process probe = Start(["-c", "import torch"]);
            probe.OutputDataReceived += (_, _) => { };
            probe.BeginOutputReadLine();
            string errors = probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0
                ? null
                : $"{python} has no PyTorch ({errors.Trim().Split('\n')[^1]}). '{python} -m pip install torch' installs it; --peer names another Python.";
        }
        catch (Win32Exception exception)
        {
            return $"{python} could not be started ({exception.Message}). Install Python 3 and PyTorch (pip install torch); --peer names another Python.";
        }
    }

    /// <summary>Runs the script to its end.</summary>
    /// <param name="settings">What to measure.</param>
    /// <param name="device">The device, as PyTorch calls it.</param>
    /// <param name="described">Receives what the script says of itself.</param>
    /// <param name="measured">Receives each result.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    /// <returns>Null, or why the script did not come to its end.</returns>
    public string? Run(GpuSettings settings, string device, Action<PeerRecord> described, Action<PeerResult> measured, CancellationToken cancellationToken)
    {
        using Process process = Start(
        [
            Script,
            "--device", device,
            "--networks", string.Join(',', settings.Networks),
            "--batches", string.Join(',', settings.Batches.Select(batch => batch.ToString(CultureInfo.InvariantCulture))),
            "--modes", string.Join(',', settings.PeerModes),
            "--samples", settings.Samples.ToString(CultureInfo.InvariantCulture),
            "--seconds", settings.Seconds.ToString("R", CultureInfo.InvariantCulture),
            "--rounds", settings.Rounds.ToString(CultureInfo.InvariantCulture),
        ]);
        using CancellationTokenRegistration ending = cancellationToken.Register(() => process.Kill(entireProcessTree: true));

        // Both pipes are read at once: a full one would stop the script.
        var errors = new Queue<string>();
        process.ErrorDataReceived += (_, line) => Remember(errors, line.Data);
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            Read(line, described, measured);
        }

        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"The peer ended with {process.ExitCode}: ") + string.Join(Environment.NewLine, errors);
    }

    private static void Remember(Queue<string> errors, string? line)
    {
        const int Most = 10;
        if (!string.IsNullOrWhiteSpace(line))
        {
            errors.Enqueue(line);
            if (errors.Count > Most)
            {
                errors.Dequeue();
            }
        }
    }

    private static void Read(string line, Action<PeerRecord> described, Action<PeerResult> measured)
    {
        // Libraries print lines of their own.
        if (!line.StartsWith('{'))
        {
            return;
        }

        using var document = JsonDocument.Parse(line);
        switch (document.RootElement.GetProperty("record").GetString())
        {
            case "peer":
                described(document.Deserialize<PeerRecord>(ReportFiles.Json)!);
                break;
            case "result":
                measured(document.Deserialize<PeerResult>(ReportFiles.Json)!);
                break;
        }
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
