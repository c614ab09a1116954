using Spectre.Console;

namespace AeGen.Bench.Reporting;

/// <summary>Prints tables to the terminal.</summary>
internal static class TablePrinter
{
    /// <summary>Prints them one after the other, each under its title.</summary>
    public static void Print(IAnsiConsole console, IEnumerable<Table> tables)
    {
        foreach (Table source in tables)
        {
            var table = new Spectre.Console.Table { Border = TableBorder.Simple };
            for (int column = 0; column < source.Headings.Count; column++)
            {
                var heading = new TableColumn(Markup.Escape(source.Headings[column]));
                table.AddColumn(column < source.TextColumns ? heading.LeftAligned() : heading.RightAligned());
            }

            foreach (IReadOnlyList<string> row in source.Rows)
            {
                table.AddRow([.. row.Select(Markup.Escape)]);
            }

            console.WriteLine();
            console.WriteLine(source.Title);
            console.Write(table);
        }
    }
}
