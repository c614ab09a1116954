using AeGen.Bench.Measuring;
using AeGen.Bench.Models;
using AeGen.Bench.Peers.Protocol;
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
        using var peers = PeerSet.Start(settings, console.WriteLine);
        var report = new PeersReport(DateTimeOffset.UtcNow, Machine.This(), settings) { Peers = peers.Records, Missing = peers.Missing };
        foreach (string line in PeersTables.Conditions(report))
        {
            console.WriteLine(line);
        }

        console.WriteLine();
        Measure(report, peers.Sides(settings.Seconds / 2));
        TablePrinter.Print(console, PeersTables.Of(report));
        console.WriteLine($"The tables are in {files.Markdown}, and all numbers in {files.Numbers}.");
        return report.Results.Exists(result => result.Problem is not null) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private void Measure(PeersReport report, IReadOnlyDictionary<Side, PeerSide> peers)
    {
        foreach (Work work in settings.Work)
        {
            foreach (string name in settings.Networks)
            {
                var samples = new Samples();
                foreach (int batch in settings.BatchesOf(name, work))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var measurement = new CaseMeasurement(settings, work, batch, samples, peers, cancellationToken);
                    CaseResult result = BenchNetwork.Named(name).Accept(measurement);
                    report.Results.Add(result);
                    files.Write(report, PeersTables.Markdown(report));
                    console.WriteLine(PeersTables.Line(result));
                }
            }
        }
    }
}
