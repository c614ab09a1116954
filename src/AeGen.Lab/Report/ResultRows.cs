using System.Globalization;
using AeGen.Lab.Running;

namespace AeGen.Lab.Report;

/// <summary>The results as text, the same for the terminal and for the page.</summary>
internal static class ResultRows
{
    public static IReadOnlyList<string> Headings { get; } =
    [
        "decoder", "parameters", "train error", "test error", "test MSE", "train over PCA", "test over PCA", "max|WWᵀ - I|", "samples/s", "time",
    ];

    /// <summary>One row a model, and PCA's at the end.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(Comparison comparison) =>
    [
        .. comparison.Results.Select(result => Row(comparison, result)),
        [
            $"exact PCA, k = {comparison.Experiment.CodeSize}", "", Error(comparison.PcaTrainError), Error(comparison.PcaTestError),
            MeanSquared(comparison.PcaTestError / comparison.Experiment.Data.Test.SampleSize), "", "", "", "", "",
        ],
    ];

    /// <summary>What the comparison ran on and how, in a line.</summary>
    public static string Conditions(Comparison comparison)
    {
        Experiment experiment = comparison.Experiment;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{experiment.Data.Train.Count:N0} + {experiment.Data.Test.Count:N0} samples, {experiment.Epochs} epochs of batches of ")
            + string.Create(
            CultureInfo.InvariantCulture,
            $"{experiment.BatchSize}, {Rate(experiment.LearningRate)}, seed {experiment.Seed}");
    }

    /// <summary>What ran the models, in a line.</summary>
    public static string Device(Experiment experiment) => $"Device: {experiment.Device.Facts}";

    /// <summary>A heading for the comparison.</summary>
    public static string Title(Comparison comparison) =>
        $"{(comparison.Experiment.IsLinear ? "Linear" : "Deep")} {comparison.Experiment.Shape} on {comparison.Experiment.Data.Name}";

    private static string[] Row(Comparison comparison, VariantResult result) =>
    [
        result.Variant.Name,
        result.Variant.Architecture.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
        Error(result.TrainError),
        Error(result.TestError),
        MeanSquared(result.TestMeanSquaredError),
        Excess(result.TrainError, comparison.PcaTrainError),
        Excess(result.TestError, comparison.PcaTestError),
        result.Deviation.ToString("0.0E+0", CultureInfo.InvariantCulture),
        result.SamplesPerSecond.ToString("N0", CultureInfo.InvariantCulture),
        result.Duration.TotalSeconds.ToString("0.00 s", CultureInfo.InvariantCulture),
    ];

    private static string Error(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string MeanSquared(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Excess(double error, double pcaError) =>
        pcaError > 0 ? Comparison.Excess(error, pcaError).ToString("+0.000;-0.000", CultureInfo.InvariantCulture) + " %" : "-";

    private static string Rate(LearningRate rate)
    {
        (float first, float last) = (rate.At(new StepPosition(0, 1, 1)), rate.At(new StepPosition(1, 1, 1)));
        return first == last
            ? string.Create(CultureInfo.InvariantCulture, $"learning rate {first:G4}")
            : string.Create(CultureInfo.InvariantCulture, $"learning rate from {first:G4} to {last:G4} by a cosine");
    }
}
