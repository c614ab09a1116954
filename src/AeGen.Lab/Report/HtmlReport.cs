using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AeGen.Lab.Running;

namespace AeGen.Lab.Report;

/// <summary>Writes comparisons as one page that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal static class HtmlReport
{
    /// <summary>The whole page.</summary>
    public static string Render(IReadOnlyList<Comparison> comparisons, DateTimeOffset time)
    {
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", "AeGen report"),
                new XElement("style", ReportStyle.Css)),
            new XElement(
                "body",
                new XElement("h1", "Autoencoders compiled by AeGen"),
                Paragraph(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors.")),
                Paragraph("Errors are sums of squares per sample; MSE is per element. PCA is exact, from the training data's mean and covariance: "
                    + "no linear code of that width has a smaller training error."),
                comparisons.Select(Section)));

        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " " }))
        {
            page.Save(writer);
        }

        return text.Append('\n').ToString();
    }

    private static XElement Paragraph(string text) => new("p", new XAttribute("class", "soft"), text);

    private static XElement Section(Comparison comparison) => new(
        "section",
        new XElement("h2", ResultRows.Title(comparison)),
        Paragraph($"{ResultRows.Conditions(comparison)}. {ResultRows.Device(comparison.Experiment)}."),
        ResultTable(comparison),
        LearningCurves(comparison).Draw(),
        comparison.Experiment.IsLinear ? Excess(comparison).Draw() : null,
        Spectrum(comparison).Draw(),
        Images(comparison));

    private static XElement ResultTable(Comparison comparison) => Wide(new XElement(
        "table",
        new XElement("thead", new XElement("tr", ResultRows.Headings.Select(heading => new XElement("th", heading)))),
        new XElement("tbody", ResultRows.Of(comparison).Select(row => new XElement("tr", row.Select(cell => new XElement("td", cell)))))));

    private static XElement Wide(XElement content) => new("div", new XAttribute("class", "wide"), content);

    private static LineChart LearningCurves(Comparison comparison)
    {
        int scale = comparison.Experiment.Data.Test.SampleSize;
        var curves = new List<Series>();
        for (int index = 0; index < comparison.Results.Count; index++)
        {
            (string? name, IReadOnlyList<EpochRecord>? epochs) = (comparison.Results[index].Variant.Name, comparison.Results[index].History.Epochs);
            curves.Add(new Series(
                $"{name}, test", index, [.. epochs.Where(e => e.ValidationLoss is not null).Select(e => ((double)e.Epoch, e.ValidationLoss!.Value * scale))]));
            curves.Add(new Series($"{name}, training", index, [.. epochs.Select(e => ((double)e.Epoch, e.Loss * scale))], Dashed: true));
        }

        int last = comparison.Experiment.Epochs;
        curves.Add(new Series("exact PCA, test", 3, [(1, comparison.PcaTestError), (last, comparison.PcaTestError)]));
        return new LineChart("Learning curves", "epoch", "sum of squared errors per sample", curves);
    }

    /// <summary>What is above the theorem's bound, which the learning curves themselves soon cannot be told from.</summary>
    private static LineChart Excess(Comparison comparison) => new(
        "Training error over exact PCA's",
        "epoch",
        "excess in percent",
        [.. comparison.Results.Select((result, index) => new Series(
            result.Variant.Name,
            index,
            [.. result.History.Epochs.Select(epoch => (
                (double)epoch.Epoch,
                Comparison.Excess(epoch.Loss * comparison.Experiment.Data.Train.SampleSize, comparison.PcaTrainError)))]))]);

    private static LineChart Spectrum(Comparison comparison)
    {
        int k = comparison.Experiment.CodeSize;
        double largest = comparison.Pca.Eigenvalues[0];

        // Constant features have no variance but for rounding: the axis is not to stretch for it.
        var variances = comparison.Pca.Eigenvalues
            .Select((value, index) => ((double)(index + 1), value))
            .Where(point => point.value > 1e-9 * largest).ToList();
        return new LineChart(
            $"Variance along the principal directions: what is left to {k} numbers, and what they cannot hold",
            "principal direction",
            "variance",
            [new Series("within the code's width", 0, [.. variances.Take(k)]), new Series("beyond it", 3, [.. variances.Skip(k)])]);
    }

    private static XElement? Images(Comparison comparison)
    {
        DataSet shown = comparison.Experiment.Shown;
        int side = ImageStrip.SideOf(shown.SampleSize);
        if (side < 2)
        {
            return null;
        }

        float[] originals = shown.Samples.ToArray();
        (float black, float white) = (originals.Min(), originals.Max());
        XElement Row(string name, float[] samples) => new(
            "tr", new XElement("td", name), new XElement("td", ImageStrip.Draw(samples, side, black, white, $"{name}: {shown.Count} test samples")));
        return new XElement(
            "figure",
            new XElement("figcaption", "Test samples and their reconstructions"),
            Wide(new XElement(
                "table",
                new XElement(
                    "tbody",
                    Row("original", originals),
                    comparison.Results.Select(result => Row(result.Variant.Name, result.Reconstructions)),
                    Row("exact PCA", comparison.Pca.Reconstruct(shown, comparison.Experiment.CodeSize))))));
    }
}
