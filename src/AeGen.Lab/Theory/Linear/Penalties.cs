using System.Globalization;
using AeGen.Analysis;
using AeGen.Lab.Models;
using AeGen.Lab.Report;
using MathNet.Numerics.LinearAlgebra;

namespace AeGen.Lab.Theory.Linear;

/// <summary>What penalties do to a linear autoencoder's singular values.</summary>
/// <remarks>
/// Kunin, Bloom, Goeva and Seed 2019 (arXiv 1901.08168): with lambda (||W1||² + ||W2||²) beside ||X - W2 W1 X||² every critical point has W1 = W2ᵀ, and the least has
/// the singular values max(0, 1 - lambda/sigma²) along the principal directions; with lambda ||W2 W1||² they are 1/(1 + lambda/sigma²). Here losses are means per
/// element, so that lambda stands for the declared strength times the features, beside the variance sigma² of a sample.
/// </remarks>
internal sealed class Penalties : TheoryExperiment
{
    private const double Lambda = 0.5;
    private const double Bound = 0.002;
    private const double NoisyBound = 0.02;

    public override string Name => "penalties";

    public override string Title => "The sum penalty ties the decoder and cuts singular values off; the product penalty shrinks them; without one neither happens";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        ulong[] seeds = context.Seeds(1, 5);
        int steps = context.Quick ? 8000 : 20000;
        Outcome[] outcomes = context.Each(
            Name,
            [.. seeds.SelectMany(seed => new Func<Outcome>[] { () => Train<Plain16To8>(seed, steps), () => Train<SumPenalty16To8>(seed, steps), () => Train<ProductPenalty16To8>(seed, steps) })],
            train => train());
        Outcome[] Of(int kind) => [.. outcomes.Where((_, index) => index % 3 == kind)];
        (Outcome[] plain, Outcome[] sum, Outcome[] product) = (Of(0), Of(1), Of(2));
        static double Cut(double variance) => Math.Max(0, 1 - (Lambda / variance));
        static double Shrunk(double variance) => 1 / (1 + (Lambda / variance));
        string text = TheoryContext.Text(seeds);
        double tied = sum.Max(run => run.Asymmetry), free = plain.Min(run => run.Asymmetry);
        double cut = sum.Max(run => run.Distance(Cut)), shrunk = product.Max(run => run.Distance(Shrunk)), whole = plain.Max(run => run.Distance(_ => 1));
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"16-8-16 without biases on 1,024 normal samples with variances from 4 to 0.1, lambda = {Lambda}, {steps} steps of Adam on all of them, rate falling by a cosine."),
            [
                new Finding("sum penalty: W1 = W2ᵀ at the end", $"|W1 - W2ᵀ| below {Numbers.Text(Bound)} of |W1|", $"{Numbers.Text(tied)} at most", tied < Bound, text),
                new Finding("sum penalty: singular values max(0, 1 - lambda/sigma²)", $"within {Numbers.Text(Bound)}", $"{Numbers.Text(cut)} at most", cut < Bound, text),
                new Finding("product penalty, as noise of variance lambda on the input: 1/(1 + lambda/sigma²)", $"within {Numbers.Text(NoisyBound)}", $"{Numbers.Text(shrunk)} at most", shrunk < NoisyBound, text),
                new Finding("no penalty: the singular values stay 1", $"within {Numbers.Text(Bound)}", $"{Numbers.Text(whole)} at most", whole < Bound, text),
                new Finding("no penalty: W1 is not W2ᵀ", "|W1 - W2ᵀ| above 0.1 of |W1|", string.Create(CultureInfo.InvariantCulture, $"{free:0.00} at least"), free > 0.1, text),
            ],
            [
                new LineChart(
                    "Singular values of W2 W1 beside what the penalties leave in theory.", "variance along the principal direction", "singular value, without unit",
                    [
                        new Series("no penalty", 3, plain[0].Points(), Dots: true),
                        new Series("sum penalty", 0, sum[0].Points(), Dots: true),
                        new Series("product penalty", 1, product[0].Points(), Dots: true),
                        new Series("max(0, 1 - lambda/sigma²)", 0, Curve(Cut)),
                        new Series("1/(1 + lambda/sigma²)", 1, Curve(Shrunk)),
                    ]) { LinearY = true }.Draw(),
            ]);
    }

    private static List<(double X, double Y)> Curve(Func<double, double> value) =>
        [.. Enumerable.Range(1, 100).Select(index => index * 0.045).Where(variance => variance >= 0.25).Select(variance => (variance, value(variance)))];

    private static Outcome Train<TModel>(ulong seed, int steps)
        where TModel : class, IAutoencoder<TModel>
    {
        DataSet data = LinearData.Draw(seed, 1024, 16, [4, 3.2, 2.5, 1.9, 1.4, 1, 0.7, 0.4, .. Enumerable.Repeat(0.1, 8)]);
        using TModel model = TModel.Create(seed);
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        model.Fit(data, new FitOptions { Epochs = steps, BatchSize = data.Count, LearningRate = LearningRate.Cosine(0.01f), Seed = seed, Shuffle = false });
        Matrix<double> encoder = LinearTraining.Weights(model), decoder = LinearTraining.Decoder(model);
        return new Outcome(
            [.. (decoder * encoder).Svd(computeVectors: false).S.Take(encoder.RowCount)],
            [.. Pca.Fit(data).Eigenvalues.Take(encoder.RowCount)],
            (encoder - decoder.Transpose()).FrobeniusNorm() / encoder.FrobeniusNorm());
    }

    /// <summary>A trained model's singular values, beside the variances of the principal directions, and how far its decoder is from the transpose.</summary>
    private sealed record Outcome(double[] SingularValues, double[] Variances, double Asymmetry)
    {
        public double Distance(Func<double, double> expected) => SingularValues.Zip(Variances, (value, variance) => Math.Abs(value - expected(variance))).Max();

        public List<(double X, double Y)> Points() => [.. Variances.Zip(SingularValues)];
    }
}
