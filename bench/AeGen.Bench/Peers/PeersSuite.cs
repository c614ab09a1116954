using AeGen.Bench.Measuring;
using AeGen.Bench.Models;
using AeGen.Bench.Reporting;
using Spectre.Console;

namespace AeGen.Bench.Peers;

/// <summary>The suite's run: case by case, all sides of a case interleaved.</summary>
internal sealed class PeersSuite(IAnsiConsole console, PeersSettings settings, CancellationToken cancellationToken)
{
    private readonly ReportFiles files = new(settings.Output, "peers");

    /// <summary>Measures, prints and writes all.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        var report = new PeersReport(DateTimeOffset.UtcNow, Machine.This(), settings);
        string? python = FindPeer(report);
        Dictionary<Side, TorchProcess> torch = [];
        try
        {
            if (python is not null)
            {
                torch.Add(Side.TorchOne, TorchProcess.Start(python, 1));
                torch.Add(Side.TorchAll, TorchProcess.Start(python, Environment.ProcessorCount));
                report.Torch = torch[Side.TorchAll].Record;
            }

            foreach (string line in PeersTables.Conditions(report))
            {
                console.WriteLine(line);
            }

            console.WriteLine();
            Measure(report, torch);
        }
        finally
        {
            foreach (TorchProcess process in torch.Values)
            {
                process.Dispose();
            }
        }

        TablePrinter.Print(console, PeersTables.Of(report));
        console.WriteLine($"The tables are in {files.Markdown}, and all numbers in {files.Numbers}.");
        return report.Results.Exists(result => result.Problem is not null) ? ExitCodes.Failure : ExitCodes.Success;
    }

    /// <summary>A Python that was asked for by name must have PyTorch, before any time is spent; without a name the others are measured alone.</summary>
    private string? FindPeer(PeersReport report)
    {
        if (settings.Peer == "none")
        {
            return null;
        }

        string? python = TorchProcess.Find(settings.Peer, out string? missing);
        if (missing is not null && settings.Peer is not null)
        {
            throw new UsageException(missing);
        }

        report.Missing = missing;
        return python;
    }

    private void Measure(PeersReport report, Dictionary<Side, TorchProcess> torch)
    {
        foreach (Work work in settings.Work)
        {
            foreach (string name in settings.Networks)
            {
                var samples = new Samples();
                foreach (int batch in settings.BatchesOf(name, work))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    CaseResult result = BenchNetwork.Named(name).Accept(new CaseMeasurement(settings, work, batch, samples, torch, cancellationToken));
                    report.Results.Add(result);
                    files.Write(report, PeersTables.Markdown(report));
                    console.WriteLine(PeersTables.Line(result));
                }
            }
        }
    }
}
