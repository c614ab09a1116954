using AeGen.Lab.Running;
using Spectre.Console;

namespace AeGen.Lab.Report;

/// <summary>Prints a comparison on a terminal or into a file.</summary>
internal static class ConsoleTable
{
    /// <summary>Columns of text that the whole table takes.</summary>
    private const int FullWidth = 141;

    /// <summary>What a narrower terminal shows; the report has the rest.</summary>
    private static readonly string[] Essential = ["decoder", "test error", "test over PCA", "max|WWᵀ - I|", "samples/s"];

    public static void Write(IAnsiConsole console, Comparison comparison)
    {
        var table = new Table { Border = TableBorder.Simple };
        bool full = console.Profile.Width >= FullWidth;
        int[] shown = [.. Enumerable.Range(0, ResultRows.Headings.Count).Where(i => full || Essential.Contains(ResultRows.Headings[i]))];
        foreach (string? heading in shown.Select(i => ResultRows.Headings[i]))
        {
            TableColumn column = new TableColumn(Markup.Escape(heading)).NoWrap();
            table.AddColumn(heading == ResultRows.Headings[0] ? column.LeftAligned() : column.RightAligned());
        }

        foreach (IReadOnlyList<string> row in ResultRows.Of(comparison))
        {
            table.AddRow([.. shown.Select(i => Markup.Escape(row[i]))]);
        }

        console.WriteLine();
        console.WriteLine(ResultRows.Title(comparison));
        console.WriteLine(ResultRows.Conditions(comparison));
        console.WriteLine(ResultRows.Device(comparison.Experiment));
        console.Write(table);
    }
}
