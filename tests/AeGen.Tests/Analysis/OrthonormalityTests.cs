using AeGen.Analysis;

namespace AeGen.Tests.Analysis;

public sealed class OrthonormalityTests
{
    [Fact]
    public void Orthonormal_rows_deviate_by_nothing_and_others_by_their_products()
    {
        Assert.Equal(0, Orthonormality.Deviation([0.6f, 0.8f, 0, -0.8f, 0.6f, 0], 2, 3), 1e-7);
        Assert.Equal(3, Orthonormality.Deviation([2, 0, 0, 1], 2, 2));
        Assert.Equal(1, Orthonormality.Deviation([1, 0, 1, 0], 2, 2));
    }

    [Fact]
    public void A_matrix_of_another_size_is_refused() =>
        Assert.Contains("3 numbers; a matrix of 2 x 2", Assert.Throws<ArgumentException>(() => Orthonormality.Deviation([1, 0, 1], 2, 2)).Message, StringComparison.Ordinal);
}
