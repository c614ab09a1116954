using AeGen.Analysis;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Analysis;

public sealed class LqFactorizationTests
{
    [Fact]
    public void Two_rows_are_factored_as_one_does_by_hand()
    {
        // (3, 4) has the length 5; of (5, 0) the part 3 lies along (0.6, 0.8), and (3.2, -2.4) of length 4 is left.
        var factors = LqFactorization.Of([3, 4, 5, 0], 2, 2);

        AssertClose([5, 0, 3, 4], factors.Triangle.Span);
        AssertClose([0.6, 0.8, 0.8, -0.6], factors.Orthonormal.Span);
        AssertClose([0, 0.2, 0.25, -0.15], factors.RightInverseOfWeights());
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(5, 5)]
    [InlineData(12, 40)]
    public void The_factors_multiply_to_the_matrix_and_the_inverse_is_the_references(int rows, int columns)
    {
        float[] weights = new Random(rows).NextSingles(rows * columns, -1, 1);
        var expected = Matrix.Of(rows, columns, weights);

        var factors = LqFactorization.Of(weights, rows, columns);

        var q = new Matrix(rows, columns, factors.Orthonormal.ToArray());
        AssertClose(expected.Values, new Matrix(rows, rows, factors.Triangle.ToArray()).Times(q).Values);
        AssertClose(Matrix.Identity(rows).Values, q.Times(q.Transpose()).Values);
        AssertClose(expected.RightInverse(0).Values, factors.RightInverseOfWeights(), 1e-9);
    }

    [Fact]
    public void Dependent_rows_are_refused() => Assert.Throws<RankDeficientException>(() => LqFactorization.Of([1, 2, 3, 2, 4, 6], 2, 3));

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
