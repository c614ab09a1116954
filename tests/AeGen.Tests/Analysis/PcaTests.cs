using AeGen.Analysis;
using AeGen.Lab.Analysis;
using AeGen.Lab.Data;

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
