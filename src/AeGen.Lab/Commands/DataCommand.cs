using System.CommandLine;
using System.Globalization;
using AeGen.Analysis;
using AeGen.Lab.Data;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>Describes data: sizes, range, and what PCA leaves of it at each code width.</summary>
internal static class DataCommand
{
    private static readonly int[] Widths = [0, 1, 2, 5, 8, 10, 16, 20, 30, 32, 64, 128];

    public static Command Create(IAnsiConsole console)
    {
        Option<string> data = CommonOptions.Data();
        Option<string?> label = CommonOptions.Label();
        Option<string?> array = CommonOptions.Array();
        Option<float> scale = CommonOptions.Scale();
        var command = new Command("data", "Describes data: its size, its range, and the error of exact PCA at some code widths.")
        {
            data, label, array, scale,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(
            parsed, () => Describe(console, LabData.Load(Request(parsed, data, label, array, scale)), cancellationToken)));
        return command;
    }

    /// <summary>The data that a command line asks for.</summary>
    public static DataRequest Request(ParseResult parsed, Option<string> data, Option<string?> label, Option<string?> array, Option<float> scale) => new(
        parsed.GetRequiredValue(data),
        parsed.GetValue(label) switch
        {
            null => (CsvColumn?)null,
            "first" => CsvColumn.FromInt32(0),
            "last" => CsvColumn.FromIndex(^1),
            var name => CsvColumn.FromString(name),
        },
        parsed.GetValue(scale),
        parsed.GetValue(array));

    private static void Describe(IAnsiConsole console, LabData data, CancellationToken cancellationToken)
    {
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float value in data.Train.Samples.Span)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{data.Name}: {data.Train.Count:N0} training and {data.Test.Count:N0} test samples of {data.Train.SampleSize} features from {low:G6} to {high:G6}"));

        var pca = Pca.Fit(data.Train, cancellationToken);
        Table table = new Table { Border = TableBorder.Simple }
            .AddColumn(new TableColumn("PCA, k").RightAligned())
            .AddColumn(new TableColumn("train error").RightAligned())
            .AddColumn(new TableColumn("test error").RightAligned());
        foreach (int k in Widths.Where(width => width < data.Train.SampleSize))
        {
            table.AddRow(
                k.ToString(CultureInfo.InvariantCulture),
                pca.TrainError(k).ToString("0.0000", CultureInfo.InvariantCulture),
                pca.Error(data.Test, k).ToString("0.0000", CultureInfo.InvariantCulture));
        }

        console.Write(table);
        console.WriteLine("Errors are sums of squares per sample, with the training data's mean taken off.");
    }
}
