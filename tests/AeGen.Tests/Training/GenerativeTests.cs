using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Training;

/// <summary>What variational models come to.</summary>
public sealed class GenerativeTests
{
    private const int Features = 6;
    private const int Units = 2;
    private const int Samples = 2000;

    /// <summary>The variance of the noise on the samples.</summary>
    private const double Noise = 0.09;

    private static readonly ModelLibrary Library = new(
    [
        new("Linear", Features, [new(Units)], new(DecoderKind.Dense)) { Variational = new(2 * Noise / Features, 100), Optimizer = Optimizer.Adam },
        new("Heavy", Features, [new(Units)], new(DecoderKind.Dense)) { Variational = new(100), Optimizer = Optimizer.Adam },
    ]);

    /// <summary>
    /// For samples x = A t + n, of normal t and noise n of the variance v, a linear variational autoencoder's optimum is that of probabilistic principal component
    /// analysis (Tipping and Bishop 1999; Lucas et al. 2019): the decoder's WWᵀ = U (Lambda - v I) Uᵀ of the covariance's largest eigenvalues, which is AAᵀ.
    /// </summary>
    [Fact]
    public void A_linear_model_finds_the_distribution_that_the_samples_are_of()
    {
        (DataSet data, Matrix factors) = Draw();
        using ModelHandle model = Library.Create("Linear", 1);
        model.Fit(data, new() { Epochs = 150, BatchSize = 100, LearningRate = LearningRate.Cosine(0.02f) });

        Matrix decoder = Matrix.Of(Features, Units, model.Layers[1].GetWeights());
        Matrix expected = factors.Times(factors.Transpose());
        Assert.InRange(decoder.Times(decoder.Transpose()).Minus(expected).Norm() / expected.Norm(), 0, 0.12);

        // Codes' distributions, all together, are the standard normal one: the variance of the means and the mean of the variances make up 1.
        float[] codes = new float[Samples * Units];
        model.Encode(data.Samples.Span, codes);
        Matrix head = Matrix.Of(Units, Features, model.Layers["encoder.logvariance"].GetWeights());
        float[] biases = model.Layers["encoder.logvariance"].GetBiases();
        for (int unit = 0; unit < Units; unit++)
        {
            double[] means = [.. Enumerable.Range(0, Samples).Select(sample => (double)codes[(sample * Units) + unit])];
            Assert.InRange(means.Average(), -0.05, 0.05);
            double variance = means.Average(mean => mean * mean) + Enumerable.Range(0, Samples).Average(sample => Variance(sample, unit));
            Assert.InRange(variance, 0.9, 1.1);
        }

        double Variance(int sample, int unit) =>
            Math.Exp(biases[unit] + Enumerable.Range(0, Features).Sum(feature => head[unit, feature] * data[sample][feature]));
    }

    [Fact]
    public void A_heavy_divergence_leaves_nothing_in_the_code()
    {
        (DataSet data, _) = Draw();
        using ModelHandle model = Library.Create("Heavy", 1);
        model.Fit(data, new() { Epochs = 40, BatchSize = 100, LearningRate = LearningRate.Cosine(0.02f) });

        float[] codes = new float[Samples * Units];
        model.Encode(data.Samples.Span, codes);

        Assert.All(codes, code => Assert.InRange(code, -0.05f, 0.05f));
        Assert.All(model.Layers["encoder.logvariance"].GetWeights(), weight => Assert.InRange(weight, -0.05f, 0.05f));
        Assert.All(model.Layers["encoder.logvariance"].GetBiases(), bias => Assert.InRange(bias, -0.05f, 0.05f));
    }

    [Fact]
    public void The_description_says_how_codes_are_drawn()
    {
        using ModelHandle model = Library.Create("Linear", 1);

        string text = model.Describe();

        Assert.Contains("6-2-6, variational", text, StringComparison.Ordinal);
        Assert.Contains("encoder.logvariance      6 -> 2      Identity   12 weights + 2 biases", text, StringComparison.Ordinal);
        Assert.Contains("KL weight 0.03, reached in 100 steps", text, StringComparison.Ordinal);
        Assert.Contains("46 parameters", text, StringComparison.Ordinal);
    }

    /// <summary>Samples of two factors with noise, and the factors' directions times their sizes.</summary>
    private static (DataSet Data, Matrix Factors) Draw()
    {
        var random = new Random(8);
        Matrix factors = Matrix.Random(Features, Features, random).GramSchmidt();
        var scaled = new Matrix(Features, Units);
        for (int feature = 0; feature < Features; feature++)
        {
            scaled[feature, 0] = 2 * factors[0, feature];
            scaled[feature, 1] = 1.2 * factors[1, feature];
        }

        float[] values = new float[Samples * Features];
        for (int sample = 0; sample < Samples; sample++)
        {
            double first = random.NextNormal(), second = random.NextNormal();
            for (int feature = 0; feature < Features; feature++)
            {
                values[(sample * Features) + feature] =
                    (float)((scaled[feature, 0] * first) + (scaled[feature, 1] * second) + (Math.Sqrt(Noise) * random.NextNormal()));
            }
        }

        return (new DataSet(values, Features), scaled);
    }
}
