using AeGen.Lab.Report;
using AeGen.Lab.Running;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>Runs experiments, prints their tables and writes their report.</summary>
internal static class ComparisonRun
{
    public static void Execute(IAnsiConsole console, IReadOnlyList<Experiment> experiments, string reportPath, CancellationToken cancellationToken)
    {
        var report = new ReportFile(reportPath);
        var comparisons = new List<Comparison>();
        foreach (Experiment experiment in experiments)
        {
            Comparison comparison = Running.Monitor.Watch(console, monitor => Comparison.Run(experiment, monitor, cancellationToken));
            ConsoleTable.Write(console, comparison);
            comparisons.Add(comparison);
        }

        report.Write(HtmlReport.Render(comparisons, DateTimeOffset.UtcNow));

        // Not through the table's console, which would break a long path into lines.
        console.Profile.Out.Writer.WriteLine($"Report: {report.Path}");
    }
}
