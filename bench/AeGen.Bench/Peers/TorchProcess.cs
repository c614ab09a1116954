using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AeGen.Bench.Reporting;

namespace AeGen.Bench.Peers;

/// <summary>PyTorch on the CPU with a fixed number of threads: a process that waits for orders and answers each.</summary>
internal sealed class TorchProcess : IDisposable
{
    private const string Installation = "'apt-get install python3-torch libopenblas0' (Debian) or 'python3 -m pip install torch numpy' installs it; --peer names another Python";

    private static readonly JsonSerializerOptions OneLine = new(ReportFiles.Json) { WriteIndented = false };

    private readonly Process process;

    private TorchProcess(Process process, TorchRecord record)
    {
        this.process = process;
        Record = record;
    }

    /// <summary>What it says of itself.</summary>
    public TorchRecord Record { get; }

    private static string Script => Path.Combine(AppContext.BaseDirectory, "peers", "torch_cpu.py");

    /// <summary>The first Python that has PyTorch, or null, and then what is missing and how to get it.</summary>
    /// <param name="named">The only one to try, or null.</param>
    /// <param name="missing">Receives what is missing.</param>
    public static string? Find(string? named, out string? missing)
    {
        missing = null;
        if (!File.Exists(Script))
        {
            missing = $"PyTorch was not measured: its script is not at {Script}; it belongs beside the program.";
            return null;
        }

        // Debian's package belongs to Debian's Python, which need not be the first on the path.
        string[] candidates = named is null ? ["python3", "/usr/bin/python3"] : [named];
        string? found = Array.Find(candidates, Imports);
        missing = found is null ? $"PyTorch was not measured: {string.Join(" and ", candidates)} cannot import it. {Installation}." : null;
        return found;
    }

    /// <summary>Starts one.</summary>
    /// <exception cref="IOException">It ended at once.</exception>
    public static TorchProcess Start(string python, int threads)
    {
        Process process = Begin(python, [Script, "--threads", threads.ToString(CultureInfo.InvariantCulture)]);
        process.BeginErrorReadLine();
        return new TorchProcess(process, Read<TorchRecord>(process));
    }

    /// <summary>Opens a network on a batch and writes its first reconstructions to a file.</summary>
    public void Open(string network, Work work, int batch, string weights, string samples, string outputs) =>
        Answer<object>(new { Order = "open", Network = network, Work = work, Batch = batch, Weights = weights, Samples = samples, Outputs = outputs });

    /// <summary>Repeats the work.</summary>
    /// <returns>The time it took.</returns>
    public double Repeat(int times) => Answer<Took>(new { Order = "repeat", Times = times }).Seconds;

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        process.Dispose();
    }

    private TAnswer Answer<TAnswer>(object order)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(order, OneLine));
        process.StandardInput.Flush();
        return Read<TAnswer>(process);
    }

    private static TAnswer Read<TAnswer>(Process process)
    {
        string? line = process.StandardOutput.ReadLine();
        return line is null
            ? throw new IOException($"{process.StartInfo.FileName} ended in the middle of its work; run {Script} by itself to see why.")
            : JsonSerializer.Deserialize<TAnswer>(line, OneLine)!;
    }

    private static bool Imports(string python)
    {
        try
        {
            using Process probe = Begin(python, ["-c", "import numpy, torch"]);
            probe.BeginErrorReadLine();
            probe.StandardOutput.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Process Begin(string python, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(python, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Process.Start(start)!;
    }

    private sealed record Took([property: JsonRequired] double Seconds);
}
