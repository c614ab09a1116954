using System.Globalization;
using AeGen.Lab.Theory;
using Spectre.Console;

namespace AeGen.Lab.Report;

/// <summary>Prints what experiments found.</summary>
internal static class TheoryTable
{
    public static IReadOnlyList<string> Headings { get; } = ["claim", "expected", "measured", "", "seeds"];

    public static IEnumerable<IReadOnlyList<string>> RowsOf(TheoryResult result) =>
        result.Evidence.Findings.Select(finding => (IReadOnlyList<string>)[finding.Claim, finding.Expected, finding.Measured, finding.Verdict, finding.Seeds]);

    /// <summary>How long an experiment took, and what it ran on.</summary>
    public static string Conditions(TheoryResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Evidence.Setting} ({result.Duration.TotalSeconds:0.0} s)");

    public static void Write(IAnsiConsole console, TheoryResult result)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string heading in Headings)
        {
            table.AddColumn(new TableColumn(heading));
        }

        foreach (IReadOnlyList<string> row in RowsOf(result))
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.WriteLine();
        console.WriteLine($"{result.Experiment.Name}: {result.Experiment.Title}");
        console.WriteLine(Conditions(result));
        console.Write(table);
    }

    public static void WriteSummary(IAnsiConsole console, IReadOnlyList<TheoryResult> results) => console.WriteLine(Summary(results));

    /// <summary>How many claims hold.</summary>
    public static string Summary(IReadOnlyList<TheoryResult> results)
    {
        var findings = results.SelectMany(result => result.Evidence.Findings).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{findings.Count(finding => finding.Holds == true)} claims hold, {findings.Count(finding => finding.Holds == false)} fail, {findings.Count(finding => finding.Holds is null)} are measurements without a bound, in {results.Sum(result => result.Duration.TotalSeconds):0} s.");
    }
}
