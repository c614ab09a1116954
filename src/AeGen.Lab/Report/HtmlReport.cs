using System.Xml.Linq;
using AeGen.Lab.Running;

namespace AeGen.Lab.Report;

/// <summary>Writes comparisons as one page.</summary>
internal static class HtmlReport
{
    /// <summary>The whole page.</summary>
    public static string Render(IReadOnlyList<Comparison> comparisons, DateTimeOffset time) => Page.Render(
        "AeGen report",
        [
            new XElement("h1", "Autoencoders compiled by AeGen"),
            Page.Paragraph(Circumstances.Describe(time)),
            Page.Paragraph("Errors are sums of squares per sample; MSE is per element. PCA is exact, from the training data's mean and covariance: "
                + "no linear code of that width has a smaller training error."),
            .. comparisons.Select(Section),
        ]);

    private static XElement Section(Comparison comparison) => new(
        "section",
        new XElement("h2", ResultRows.Title(comparison)),
        Page.Paragraph($"{ResultRows.Conditions(comparison)}. {ResultRows.Device(comparison.Experiment)}."),
        Page.Table(ResultRows.Headings, ResultRows.Of(comparison)),
        LearningCurves(comparison).Draw(),
        comparison.Experiment.IsLinear ? Excess(comparison).Draw() : null,
        Spectrum(comparison).Draw(),
        Images(comparison));

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

        return ImageStrip.Grid(
            "Test samples and their reconstructions",
            side,
            [
                ("original", shown.Samples.ToArray()),
                .. comparison.Results.Select(result => (result.Variant.Name, result.Reconstructions)),
                ("exact PCA", comparison.Pca.Reconstruct(shown, comparison.Experiment.CodeSize)),
            ]);
    }
}
