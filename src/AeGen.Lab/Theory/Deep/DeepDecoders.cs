using System.Globalization;
using System.Xml.Linq;
using AeGen.Lab.Data;
using AeGen.Lab.Models;
using AeGen.Lab.Report;
using AeGen.Lab.Running;
using MathNet.Numerics.Statistics;

namespace AeGen.Lab.Theory.Deep;

/// <summary>The four decoders of a deep autoencoder with equal budgets, where no theorem says which is best.</summary>
internal sealed class DeepDecoders : TheoryExperiment
{
    public override string Name => "deep";

    public override string Title => "Deep and non-linear: the four decoders with equal budgets";

    public override Evidence Run(TheoryContext context)
    {
        LabData data = context.Quick ? context.Digits : context.Fashion;
        IReadOnlyList<Variant> models = context.Quick ? [.. Catalog.Deep, Variant.Of<DeepTiedAtStart64To8>()] : Catalog.DeepImages;
        ulong[] seeds = context.Seeds(2, 4);
        var options = new FitOptions
        {
            Epochs = context.Quick ? 60 : 15,
            BatchSize = context.Quick ? 32 : 128,
            LearningRate = LearningRate.Cosine(context.Quick ? 3e-3f : 1e-3f),
            Validation = data.Test,
            CancellationToken = context.CancellationToken,
        };
        ImageTraining[] trainings = context.Each(
            Name, [.. models.SelectMany(model => seeds.Select(seed => (model, seed)))],
            run => new ImageTraining(data, options with { Seed = run.seed }).Of(run.model));
        ImageTraining[][] groups = [.. trainings.Chunk(seeds.Length)];
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{models[0].Shape} on {data.Name}, {options.Epochs} epochs of Adam with batches of {options.BatchSize}, rate falling by a cosine from {options.LearningRate.At(new StepPosition(0, 1, 1)):G2}; sums of squared errors per image, mean and standard deviation over the seeds."),
            [.. groups.Zip(models, (group, model) => new Finding(
                $"{model.Name}, {model.Architecture.ParameterCount.ToString("N0", CultureInfo.InvariantCulture)} parameters", string.Empty,
                $"training {Spread(group.Select(run => run.TrainError))}, test {Spread(group.Select(run => run.TestError))}",
                null, TheoryContext.Text(seeds)))],
            [Curves(groups, models, data), .. Images(groups, models, data)]);
    }

    private static string Spread(IEnumerable<double> errors)
    {
        (double mean, double deviation) = errors.MeanStandardDeviation();
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.000} ± {deviation:0.000}");
    }

    private static XElement Curves(ImageTraining[][] groups, IReadOnlyList<Variant> models, LabData data) => new LineChart(
        "Test error while the four decoders train, for the first seed.", "epoch", "sum of squared errors per image",
        [.. groups.Select((group, index) => new Series(
            models[index].Name, index == 3 ? 4 : index,
            [.. group[0].History.Epochs.Select(epoch => ((double)epoch.Epoch, epoch.ValidationLoss!.Value * data.Test.SampleSize))]))]).Draw();

    private static IEnumerable<XElement> Images(ImageTraining[][] groups, IReadOnlyList<Variant> models, LabData data)
    {
        float[] originals = data.Test.Rows(0, ImageTraining.Shown).ToArray();
        IEnumerable<(string, float[])> rows = groups.Select((group, index) => (models[index].Name, group[0].Reconstructions)).Prepend(("original", originals));
        yield return ImageStrip.Grid("Test images and their reconstructions, for the first seed.", ImageStrip.SideOf(data.Test.SampleSize), rows);
    }
}
