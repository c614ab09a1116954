using AeGen.Analysis;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Analysis;

public sealed class CodeSpectrumTests
{
    [Fact]
    public void Codes_on_the_axes_have_the_variances_that_one_computes_by_hand()
    {
        // Around the mean (1, 2, 0): +-3, +-1 and +-0.01 along the axes, so the variances are 9/3, 1/3 and 1e-4/3.
        var spectrum = CodeSpectrum.Of(DataSet.FromRows([[4, 2, 0], [-2, 2, 0], [1, 3, 0], [1, 1, 0], [1, 2, 0.01f], [1, 2, -0.01f]]));

        Assert.Equal(3, spectrum.SingularValues[0], 1e-12);
        Assert.Equal(1.0 / 3, spectrum.SingularValues[1], 1e-12);
        Assert.Equal(1e-4 / 3, spectrum.SingularValues[2], 1e-11);
        Assert.Equal(2, spectrum.Rank);
        Assert.Equal(1e4, spectrum.Gap, 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Codes_in_a_subspace_have_its_dimension(int dimension)
    {
        const int Size = 10, Count = 400;
        var random = new Random(dimension);
        Matrix codes = Matrix.Random(Count, dimension, random).Times(Matrix.Random(dimension, Size, random));

        Assert.Equal(dimension, CodeSpectrum.Of(new DataSet(Array.ConvertAll(codes.Values, value => (float)value), Size)).Rank);
    }

    [Fact]
    public void A_single_number_is_one_direction()
    {
        var spectrum = CodeSpectrum.Of(DataSet.FromRows([[1], [2]]));

        Assert.Equal((1, 1), (spectrum.Rank, spectrum.Gap));
    }

    [Fact]
    public void Equal_codes_are_refused() =>
        Assert.Contains("All 2 codes are the same", Assert.Throws<ArgumentException>(() => CodeSpectrum.Of(DataSet.FromRows([[1, 2], [1, 2]]))).Message, StringComparison.Ordinal);
}
