using Spectre.Console;

namespace AeGen.Bench.Gpu;

/// <summary>Prints a report and the way to it.</summary>
internal static class GpuPrinter
{
    /// <summary>The machine, the device and the settings.</summary>
    public static void Conditions(IAnsiConsole console, GpuReport report)
    {
        foreach (string line in GpuTables.Conditions(report))
        {
            console.WriteLine(line);
        }
    }

    /// <summary>A result as it comes.</summary>
    public static void Result(IAnsiConsole console, string who, string network, int batch, string how, Rates rates, string? problem)
    {
        IEnumerable<string> numbers = Quantities.All
            .Where(quantity => rates.Of(quantity) is not null)
            .Select(quantity => $"{Quantities.Title(quantity)} {Reporting.Table.Speed(rates.Of(quantity)!.Median)}");
        string text = string.Join("; ", problem is null ? numbers : numbers.Append(problem.ReplaceLineEndings(" ")));
        console.WriteLine($"{who} {network} {batch.ToString(System.Globalization.CultureInfo.InvariantCulture)} {how}: {text}");
    }
}
