using AeGen.Analysis;

namespace AeGen.Tests.Analysis;

public class ErrorDistributionTests
{
    [Fact]
    public void Errors_are_Euclidean_norms_in_the_order_of_the_probe()
    {
        var probe = new DataSet((float[])[0, 0, 1, 1, 2, 2, 3, 3], 2);

        var errors = ErrorDistribution.Between(probe, [3, 4, 1, 1, 2, 3, 3, 5]);

        Assert.Equal([5, 0, 1, 2], errors.Errors);
        Assert.Equal(2, errors.Mean);
        Assert.Equal(1.5, errors.Median);
        Assert.Equal(5, errors.Maximum);
        Assert.Equal(0, errors.Worst);
        Assert.Equal(0, errors.Quantile(0));
        Assert.Equal(5, errors.Quantile(1));
        Assert.Equal(0.5, errors.ShareAbove(1));
        Assert.Equal(0.75, errors.ShareAbove(0.5));
    }

    [Fact]
    public void A_models_errors_are_those_of_its_reconstructions()
    {
        using ProbedPoint model = ProbedPoint.Create(seed: 3);
        var random = new Random(5);
        var probe = new DataSet(Enumerable.Range(0, 3 * 2500).Select(_ => random.NextSingle()).ToArray(), 3);
        float[] reconstructions = new float[probe.Length];
        model.Reconstruct(probe.Samples.Span, reconstructions);

        Assert.Equal(ErrorDistribution.Between(probe, reconstructions).Errors, ErrorDistribution.Of(model, probe).Errors);
    }

    [Fact]
    public void An_empty_probe_other_numbers_and_shares_that_are_none_are_refused()
    {
        var probe = new DataSet((float[])[1, 2], 2);
        var errors = ErrorDistribution.Between(probe, [1, 2]);

        Assert.Throws<ArgumentException>(() => ErrorDistribution.Between(new DataSet((float[])[], 2), []));
        Assert.Contains("3 numbers", Assert.Throws<ArgumentException>(() => ErrorDistribution.Between(probe, [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => errors.Quantile(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => errors.Quantile(double.NaN));
        using ProbedPoint model = ProbedPoint.Create();
        Assert.Throws<ArgumentException>(() => ErrorDistribution.Of(model, probe));
    }
}

[Autoencoder(3), Dense(2), DenseDecoder]
internal sealed partial class ProbedPoint;
