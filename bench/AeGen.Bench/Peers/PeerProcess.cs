using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using AeGen.Bench.Peers.Protocol;

namespace AeGen.Bench.Peers;

/// <summary>
/// A peer's program with a fixed number of threads. It has a process of its own, so that no library's threads are in another's way; it
/// waits for orders, and answers each when it is at rest again.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process process;
    private readonly Queue<string> errors = new();

    /// <summary>Starts one.</summary>
    /// <exception cref="PeerMissingException">It ended at once.</exception>
    public PeerProcess(IReadOnlyList<string> command, int threads)
    {
        string[] words = [.. command, "--threads", threads.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new PeerMissingException(exception.Message);
        }

        // Both pipes are read at once: a full one would stop the program.
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
        try
        {
            Record = Read<PeerRecord>();
        }
        catch (IOException exception)
        {
            Dispose();
            throw new PeerMissingException(exception.Message);
        }
    }

    /// <summary>What it says of itself.</summary>
    public PeerRecord Record { get; }

    /// <summary>Makes a network ready.</summary>
    public void Open(OpenOrder order) => Answer<object>(order);

    /// <summary>Repeats the work.</summary>
    /// <returns>The time it took.</returns>
    public double Repeat(int times) => Answer<Took>(new RepeatOrder(times)).Seconds;

    /// <summary>Writes the batch's reconstruction to a file.</summary>
    public void Reconstruct(string outputs) => Answer<object>(new ReconstructOrder(outputs));

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

    private TAnswer Answer<TAnswer>(PeerOrder order)
    {
        process.StandardInput.WriteLine(Wire.Write(order));
        process.StandardInput.Flush();
        return Read<TAnswer>();
    }

    private TAnswer Read<TAnswer>()
    {
        if (process.StandardOutput.ReadLine() is { } line)
        {
            return Wire.Read<TAnswer>(line);
        }

        process.WaitForExit();
        lock (errors)
        {
            throw new IOException(errors.Count > 0
                ? string.Join(Environment.NewLine, errors)
                : string.Create(CultureInfo.InvariantCulture, $"{process.StartInfo.FileName} ended with {process.ExitCode}"));
        }
    }

    private void Remember(string? line)
    {
        const int Most = 10;
        lock (errors)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                errors.Enqueue(line.Trim());
                if (errors.Count > Most)
                {
                    errors.Dequeue();
                }
            }
        }
    }
}
