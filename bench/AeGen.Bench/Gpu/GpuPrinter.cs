using Spectre.Console;

namespace AeGen.Bench.Gpu;

/// <summary>Prints a report and the way to it.</summary>
internal static class GpuPrinter
{
    /// <summary>The machine, the device and the settings.</summary>
    public static void Conditions(IAnsiConsole console, GpuReport report)
    {
        foreach (string line in GpuTable.Conditions(report))
        {
            console.WriteLine(line);
        }
    }

    /// <summary>A result as it comes.</summary>
    public static void Result(IAnsiConsole console, string who, string network, int batch, string how, Rates rates, string? problem)
    {
        IEnumerable<string> numbers = Quantities.All
            .Where(quantity => rates.Of(quantity) is not null)
            .Select(quantity => $"{Quantities.Title(quantity)} {GpuTable.Speed(rates.Of(quantity)!.Median)}");
        string text = string.Join("; ", problem is null ? numbers : numbers.Append(problem.ReplaceLineEndings(" ")));
        console.WriteLine($"{who} {network} {batch.ToString(System.Globalization.CultureInfo.InvariantCulture)} {how}: {text}");
    }

    /// <summary>The tables.</summary>
    public static void Tables(IAnsiConsole console, GpuReport report)
    {
        foreach (GpuTable source in GpuTable.Of(report))
        {
            var table = new Table { Border = TableBorder.Simple };
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
