using System.CommandLine;
using AeGen.Lab.Report;
using AeGen.Lab.Theory;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>Measures what the theory of autoencoders claims.</summary>
internal static class TheoryCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var name = new Argument<string?>("name")
        {
            Description = $"Which experiment: {string.Join(", ", TheoryCatalog.All.Select(experiment => experiment.Name))}. Default: all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var quick = new Option<bool>("--quick")
        {
            Description = "Smaller data, fewer seeds and steps: a minute or two on two cores in place of twenty.",
        };
        Option<ulong> seed = CommonOptions.Seed();
        Option<int?> threads = CommonOptions.Threads();
        Option<string> report = CommonOptions.Report("aegen-theory.html");
        var command = new Command(
            "theory",
            "Measures what the theory of autoencoders claims, on models trained here: prints a table and writes a report with pictures. "
            + "Ends with 1 where a claim does not hold.")
        {
            name, quick, seed, threads, report,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(parsed, () =>
        {
            IReadOnlyList<TheoryExperiment> experiments = parsed.GetValue(name) is { } one ? [TheoryCatalog.Named(one)] : TheoryCatalog.All;
            var file = new ReportFile(parsed.GetRequiredValue(report));
            int asked = parsed.GetValue(threads) ?? 0;
            var results = new List<TheoryResult>();
            foreach (TheoryExperiment experiment in experiments)
            {
                TheoryResult result = Running.Monitor.Watch(console, monitor => TheoryResult.Of(experiment, new TheoryContext(monitor)
                {
                    Quick = parsed.GetValue(quick),
                    Seed = parsed.GetValue(seed),
                    Threads = asked == 0 ? Environment.ProcessorCount : asked,
                    CancellationToken = cancellationToken,
                }));
                TheoryTable.Write(console, result);
                results.Add(result);
            }

            TheoryTable.WriteSummary(console, results);
            file.Write(TheoryReport.Render(results, DateTimeOffset.UtcNow));

            // Not through the console, which would break a long path into lines.
            console.Profile.Out.Writer.WriteLine($"Report: {file.Path}");
            return results.Exists(result => result.Fails) ? ExitCodes.Failure : ExitCodes.Success;
        }));
        return command;
    }
}
