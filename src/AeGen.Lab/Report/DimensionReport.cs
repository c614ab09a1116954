using System.Globalization;
using System.Xml.Linq;
using AeGen.Analysis;
using AeGen.Lab.Dimension;
using Spectre.Console;

namespace AeGen.Lab.Report;

/// <summary>What was found of the dimension of some data, for the terminal and as a page.</summary>
/// <param name="Name">What the data are called.</param>
/// <param name="Features">The number of features of a sample.</param>
/// <param name="Input">The samples as the models took them.</param>
/// <param name="Estimates">What was found.</param>
/// <param name="Effort">How long the models trained.</param>
internal sealed record DimensionReport(string Name, int Features, CommonInput Input, DimensionEstimates Estimates, Effort Effort)
{
    private string Title => $"The dimension of {Name}";

    private string Conditions => string.Create(
        CultureInfo.InvariantCulture,
        $"{Input.Train.Count:N0} + {Input.Test.Count:N0} samples of {Features} features, {Effort} to code width 3 and more in proportion, seed {Effort.Seed}")
        + (Input.LostShare > 0 ? $", projected on {CommonInput.Size} principal directions, which lose {DimensionText.Percent(Input.LostShare)} of the variance." : ".");

    private static string Reading =>
        "Errors are medians of squared errors on the test samples, over that of the mean. The knee is the last width at which the error falls to a quarter, or at least seven "
        + "tenths as far, in logarithms, as where it falls most; below " + DimensionText.Percent(ReconstructionKnee.DefaultFloor) + " errors count as equal.";

    /// <summary>Prints it.</summary>
    public void Write(IAnsiConsole console)
    {
        console.WriteLine();
        console.WriteLine(Title);
        console.WriteLine(Conditions);
        console.Write(Rows(DimensionText.CurveHeadings, DimensionText.Curve(Estimates), Justify.Right));
        console.Write(Rows(DimensionText.EstimateHeadings, DimensionText.Estimates(Estimates), Justify.Left));
        console.WriteLine(Reading);
        console.WriteLine(DimensionText.Answer(Estimates));
    }

    /// <summary>The page.</summary>
    public string Render(DateTimeOffset time) => Page.Render(
        Title,
        new XElement("h1", Title),
        Page.Paragraph(Circumstances.Describe(time)),
        Page.Paragraph(Conditions),
        new XElement("p", DimensionText.Answer(Estimates)),
        Page.Table(DimensionText.EstimateHeadings, DimensionText.Estimates(Estimates)),
        new LineChart("Median error by code width.", "code width", "median squared error over that of the mean", [Curve("error", Estimates.Errors, 0)]).Draw(),
        Page.Table(DimensionText.CurveHeadings, DimensionText.Curve(Estimates)),
        Page.Paragraph(Reading),
        new LineChart(
            "Singular values of the covariance of a code of 24 behind four linear layers.", "direction", "singular value",
            [Curve("singular values", Estimates.Spectrum.SingularValues, 1, first: 1)]).Draw());

    private static Series Curve(string name, IReadOnlyList<double> values, int color, int first = 0) =>
        new(name, color, [.. values.Select((value, index) => ((double)(first + index), value))]);

    private static Table Rows(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, Justify justify)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(heading) { Alignment = justify });
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        return table;
    }
}
