using System.Globalization;
using AeGen.Analysis;
using AeGen.Lab.Data;
using AeGen.Lab.Models;
using AeGen.Lab.Report;
using AeGen.Lab.Running;

namespace AeGen.Lab.Theory.Linear;

/// <summary>Whatever ties the decoder to the encoder or does not, a linear autoencoder's best is exact PCA.</summary>
internal sealed class DecodersBesidePca : TheoryExperiment
{
    private const double Bound = 1e-3;

    public override string Name => "decoders";

    public override string Title => "Free, tied, tied at the start and right inverse: each reaches exact PCA's error";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        LabData data = context.Quick ? context.Digits : context.Fashion;
        int[] widths = context.Quick ? [2, 8, 20] : [64, 32, 20, 8, 2];
        int features = data.Train.SampleSize;
        Variant[] models = [.. widths.SelectMany(width => Catalog.Linear.Concat(Catalog.TiedAtStart)
            .Where(variant => variant.Architecture.InputSize == features && variant.Architecture.CodeSize == width))];
        var options = new FitOptions
        {
            Epochs = context.Quick ? 1000 : 40,
            BatchSize = context.Quick ? 128 : 256,
            LearningRate = LearningRate.Cosine(context.Quick ? 1e-2f : 3e-3f),
            Seed = context.Seed,
            CancellationToken = context.CancellationToken,
        };
        var pca = Pca.Fit(data.Train, context.CancellationToken);
        ImageTraining[] trainings = context.Each(Name, models, model => new ImageTraining(data, options).Of(model));

        Result[] results = [.. trainings.Zip(models, (training, model) => new Result(
            model.Name,
            model.Architecture.CodeSize,
            (training.TrainError / pca.TrainError(model.Architecture.CodeSize)) - 1,
            (training.TestError / pca.Error(data.Test, model.Architecture.CodeSize)) - 1))];
        string[] kinds = [.. results.Select(result => result.Kind).Distinct()];
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{features}-k-{features} with biases on {data.Name}, {options.Epochs} epochs of Adam with batches of {options.BatchSize}, rate falling by a cosine; errors are sums of squares per image."),
            [.. widths.Order().Select(width => FindingOf(width, pca, [.. results.Where(result => result.Width == width)], context))],
            [
                new LineChart(
                    "Training error above exact PCA's, by the code's width: all decoders come within a thousandth of it.", "code width k", "excess in percent",
                    [.. kinds.Select((kind, index) => new Series(
                        kind, index == 3 ? 4 : index,
                        [.. results.Where(result => result.Kind == kind).OrderBy(result => result.Width).Select(result => ((double)result.Width, 100 * result.Train))]))])
                { LogarithmicX = true }.Draw(),
            ]);
    }

    private static Finding FindingOf(int width, Pca pca, Result[] results, TheoryContext context) => new(
        string.Create(CultureInfo.InvariantCulture, $"k = {width}: training error above exact PCA's {pca.TrainError(width):0.0000}"),
        $"at most {Numbers.Percent(Bound)}",
        string.Join(", ", results.Select(result => $"{result.Kind} {Numbers.Percent(result.Train)} (test {Numbers.Percent(result.Test)})")),
        results.All(result => result.Train < Bound),
        TheoryContext.Text([context.Seed]));

    /// <summary>One model's errors over PCA's, less 1.</summary>
    private sealed record Result(string Kind, int Width, double Train, double Test);
}
