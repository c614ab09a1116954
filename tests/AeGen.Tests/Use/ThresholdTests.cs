using AeGen.Runtime;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Use;

/// <summary>Thresholds and the anomalies that they tell.</summary>
public sealed class ThresholdTests
{
    private const int N = 6;

    /// <summary>Of 1, 1.5, 2.25, 3, 4, 5, 6, 9 in order, position 7 times the share, by hand.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 1.35)]
    [InlineData(0.25, 2.0625)]
    [InlineData(0.37, 2.6925)]
    [InlineData(0.5, 3.5)]
    [InlineData(0.75, 5.25)]
    [InlineData(0.9, 6.9)]
    [InlineData(0.999, 8.979)]
    [InlineData(1, 9)]
    public void Quantiles_are_interpolated_linearly(double share, double expected) =>
        Assert.Equal(expected, Quantile.Of([3, 1, 4, 1.5f, 5, 9, 2.25f, 6], share), 1e-12);

    [Fact]
    public void The_quantile_of_one_number_is_that_number() => Assert.Equal(4, Quantile.Of([4], 0.9));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 10)]
    [InlineData(0.25, 25)]
    [InlineData(0.99, 99)]
    public void The_share_of_the_data_exceeds_the_fitted_threshold(double contamination, int anomalies)
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        float[] data = new Random(5).NextSingles(101 * N, -1, 1);
        bool[] flags = new bool[101];
        float[] scores = new float[101];

        double threshold = model.FitThreshold(new DataSet(data, N), contamination);

        model.IsAnomaly(data, flags);
        model.Score(data, scores);
        Assert.Equal(threshold, model.Threshold);
        Assert.Equal(anomalies, flags.Count(flag => flag));
        Assert.Equal(scores.Select(score => score > threshold), flags);
        for (int i = 0; i < flags.Length; i++)
        {
            Assert.Equal(flags[i], model.IsAnomaly(data.AsSpan(i * N, N)));
        }
    }

    [Fact]
    public void Without_a_threshold_the_message_says_how_to_get_one()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);

        Assert.Null(model.Threshold);
        Assert.Contains("FitThreshold", Assert.Throws<InvalidOperationException>(() => model.IsAnomaly(new float[N])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => model.IsAnomaly(new float[N], new bool[1]));
    }

    [Fact]
    public void A_threshold_stays_when_weights_change_and_goes_when_it_is_cleared()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        float[] data = new Random(5).NextSingles(8 * N, -1, 1);
        model.Threshold = 0.25;

        model.TrainStep(data);

        Assert.Equal(0.25, model.Threshold);
        model.Threshold = null;
        Assert.Null(model.Threshold);
        Assert.Throws<InvalidOperationException>(() => model.IsAnomaly(data.AsSpan(0, N)));
    }

    [Fact]
    public void What_makes_no_sense_is_refused_and_the_threshold_stays()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        var data = new DataSet(new Random(5).NextSingles(8 * N, -1, 1), N);
        model.Threshold = 2;

        Assert.Throws<ArgumentNullException>(() => model.FitThreshold(null!, 0.1));
        Assert.ThrowsAny<ArgumentException>(() => model.FitThreshold(new DataSet(new float[10], 5), 0.1));
        Assert.ThrowsAny<ArgumentException>(() => model.FitThreshold(new DataSet(new[] { 0, 0, 0, 0, 0, float.NaN }, N), 0.1));
        foreach (double share in (ReadOnlySpan<double>)[-0.1, 1, double.NaN])
        {
            Assert.ThrowsAny<ArgumentException>(() => model.FitThreshold(data, share));
        }

        foreach (double wrong in (ReadOnlySpan<double>)[-1, double.NaN, double.PositiveInfinity])
        {
            Assert.ThrowsAny<ArgumentException>(() => model.Threshold = wrong);
        }

        Assert.ThrowsAny<ArgumentException>(() => model.IsAnomaly(new float[N + 1]));
        Assert.ThrowsAny<ArgumentException>(() => model.IsAnomaly(new float[2 * N]));
        Assert.ThrowsAny<ArgumentException>(() => model.IsAnomaly(new float[2 * N], new bool[1]));
        Assert.Equal(2, model.Threshold);
    }

    [Fact]
    public void A_reconstruction_that_is_not_finite_is_an_anomaly_and_no_data_to_fit_to()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        float[] biases = model.Layers[^1].GetBiases();
        biases[0] = 3e38f;
        model.Layers[^1].SetBiases(biases);
        model.Threshold = 1;

        Assert.True(model.IsAnomaly(new float[N]));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => model.FitThreshold(new DataSet(new float[N], N), 0.1));
        Assert.Contains("sample 0", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, model.Threshold);
    }
}
