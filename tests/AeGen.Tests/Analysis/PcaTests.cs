using AeGen.Analysis;
using AeGen.Lab.Analysis;
using AeGen.Lab.Data;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Analysis;

public class PcaTests
{
    [Fact]
    public void Points_on_two_axes_have_the_variances_that_one_computes_by_hand()
    {
        // The mean is (1, 2); the deviations are +-3 along x and +-1 along y: variances 9/2 and 1/2.
        var pca = Pca.Fit(DataSet.FromRows([[4, 2], [-2, 2], [1, 3], [1, 1]]));

        Assert.Equal(4.5, pca.Eigenvalues[0], 12);
        Assert.Equal(0.5, pca.Eigenvalues[1], 12);
        Assert.Equal(5, pca.TrainError(0), 12);
        Assert.Equal(0.5, pca.TrainError(1), 12);
        Assert.Equal(0, pca.TrainError(2), 12);
        Assert.Equal(16, pca.Error(DataSet.FromRows([[7, 6]]), 1), 12);
        Assert.Equal([7, 2], pca.Reconstruct(DataSet.FromRows([[7, 6]]), 1).Select(value => MathF.Round(value, 5)));
    }

    [Fact]
    public void The_variance_left_is_the_error_of_the_projections()
    {
        (DataSet? train, DataSet? test) = Digits.Load();
        var pca = Pca.Fit(train);

        foreach (int k in new[] { 0, 1, 16, 63, 64 })
        {
            Assert.Equal(pca.TrainError(k), pca.Error(train, k), 1e-10);
            double error = ReconstructionError.SumOfSquares(test.Samples.Span, pca.Reconstruct(test, k)) / test.Count;
            Assert.Equal(pca.Error(test, k), error, 1e-5);
        }
    }

    /// <summary>
    /// Two orthogonal directions of signs, of length 1, each with signs of its own over the samples: variances 9 and 1,
    /// and none elsewhere.
    /// </summary>
    [Fact]
    public void A_hundred_samples_of_4096_features_have_the_variances_of_their_two_factors()
    {
        const int Count = 100, Features = 4096;
        float[] samples = new float[Count * Features];
        for (int i = 0; i < samples.Length; i++)
        {
            int sample = i / Features, feature = i % Features;
            samples[i] = ((3 * Sign(sample) * Sign(feature)) + (Sign(sample / 2) * Sign(feature / 2))) / 64f;
        }

        var pca = Pca.Fit(new DataSet(samples, Features));

        Assert.Equal(Features, pca.Eigenvalues.Count);
        Assert.Equal(9, pca.Eigenvalues[0], 1e-12);
        Assert.Equal(1, pca.Eigenvalues[1], 1e-12);
        Assert.All(pca.Eigenvalues.Skip(2), value => Assert.Equal(0, value));
        double[] directions = pca.Directions(3);
        Assert.All(Enumerable.Range(0, Features), feature => Assert.Equal(1.0 / 64, Math.Abs(directions[feature]), 1e-14));

        static int Sign(int index) => index % 2 == 0 ? 1 : -1;
    }

    [Fact]
    public void Fewer_samples_than_features_have_the_directions_of_their_covariance()
    {
        const int Count = 30, Features = 50;
        float[] samples = new Random(3).NextSingles(Count * Features, -1, 1);
        DataSet few = new(samples, Features), twice = new((float[])[.. samples, .. samples], Features);
        DataSet others = new(new Random(4).NextSingles(500, -1, 1), Features);

        // The same samples twice have the same covariance, and are more than the features.
        Pca expected = Pca.Fit(twice), actual = Pca.Fit(few);

        Assert.All(expected.Eigenvalues.Zip(actual.Eigenvalues), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        foreach (int k in new[] { 0, 1, 10, Count - 1 })
        {
            Assert.Equal(expected.TrainError(k), actual.TrainError(k), 1e-12);
            Assert.Equal(expected.Error(others, k), actual.Error(others, k), 1e-9);
        }

        double[] all = actual.Directions(Features);
        for (int row = 0; row < Features * Features; row++)
        {
            (int i, int j) = (row / Features, row % Features);
            double product = Enumerable.Range(0, Features).Sum(feature => all[(i * Features) + feature] * all[(j * Features) + feature]);
            Assert.Equal(i == j ? 1 : 0, product, 1e-13);
        }

        Assert.Equal(0, actual.Error(others, Features), 1e-12);
    }

    [Fact]
    public void The_number_of_samples_need_not_be_a_multiple_of_anything()
    {
        var random = new Random(3);
        for (int count = 1; count < 12; count++)
        {
            float[][] rows = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 5).Select(_ => random.NextSingle()).ToArray()).ToArray();
            double[] means = Enumerable.Range(0, 5).Select(column => rows.Average(row => (double)row[column])).ToArray();
            double variance = rows.Average(row => row.Select((value, column) => Math.Pow(value - means[column], 2)).Sum());

            Assert.Equal(variance, Pca.Fit(DataSet.FromRows(rows)).TrainError(0), 1e-12);
        }
    }

    [Fact]
    public void The_directions_are_orthonormal_and_those_of_the_largest_variances()
    {
        var pca = Pca.Fit(DataSet.FromRows([[4, 2], [-2, 2], [1, 3], [1, 1]]));

        Assert.Equal([1, 2], pca.Mean);
        Assert.Equal([1, 0], pca.Directions(1).Select(Math.Abs).Select(value => Math.Round(value, 12)));
        Assert.Equal(4, pca.Directions(2).Length);
        Assert.Empty(pca.Directions(0));
    }

    [Fact]
    public void Widths_and_samples_that_there_are_not_are_refused()
    {
        var pca = Pca.Fit(DataSet.FromRows([[4, 2], [-2, 2], [1, 3]]));

        Assert.Contains("0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => pca.TrainError(3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => pca.Directions(-1));
        Assert.Contains("3 features", Assert.Throws<ArgumentException>(() => pca.Error(DataSet.FromRows([[1, 2, 3]]), 1)).Message, StringComparison.Ordinal);
    }
}
