using AeGen.Lab.Running;
using Spectre.Console;

namespace AeGen.Lab.Report;

/// <summary>Prints a comparison on a terminal or into a file.</summary>
internal static class ConsoleTable
{
    public static void Write(IAnsiConsole console, Comparison comparison)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in ResultRows.Headings)
        {
            var column = new TableColumn(Markup.Escape(heading)).NoWrap();
            table.AddColumn(heading == ResultRows.Headings[0] ? column.LeftAligned() : column.RightAligned());
        }

        foreach (var row in ResultRows.Of(comparison))
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.WriteLine();
        console.WriteLine(ResultRows.Title(comparison));
        console.WriteLine(ResultRows.Conditions(comparison));
        console.Write(table);
    }
}
