using AeGen.Testing.Reference;

namespace AeGen.Tests.Reference;

/// <summary>The numbers that noise is drawn from are as good as independent ones. That the kernels draw these very numbers is what NoiseTests say.</summary>
public sealed class ReferenceNoiseTests
{
    private const int Rows = 200;
    private const int Columns = 300;
    private const int Count = Rows * Columns;

    [Fact]
    public void They_are_uniform()
    {
        int[] bins = new int[64];
        double sum = 0, squares = 0;
        foreach (double u in Draw(0, 0))
        {
            Assert.InRange(u, double.Epsilon, 1 - 1e-9);
            bins[(int)(u * bins.Length)]++;
            sum += u;
            squares += u * u;
        }

        // Five standard deviations of each; for the bins chi squared with 63 degrees of freedom.
        double expected = (double)Count / bins.Length;
        Assert.Equal(0.5, sum / Count, 5 * Math.Sqrt(1.0 / 12 / Count));
        Assert.Equal(1.0 / 3, squares / Count, 5 * Math.Sqrt(4.0 / 45 / Count));
        Assert.InRange(bins.Sum(bin => (bin - expected) * (bin - expected) / expected), 63 - (5 * Math.Sqrt(126)), 63 + (5 * Math.Sqrt(126)));
    }

    [Theory]
    [InlineData("the next column")]
    [InlineData("the next row")]
    [InlineData("the next stream")]
    [InlineData("the next step")]
    [InlineData("the next seed")]
    [InlineData("the column 32 further on")]
    public void They_do_not_follow_from(string other)
    {
        double[] first = [.. Draw(0, 0)];
        double[] second = other switch
        {
            "the next stream" => [.. Draw(0, 0, stream: 1)],
            "the next step" => [.. Draw(0, 1)],
            "the next seed" => [.. Draw(1, 0)],
            "the next row" => [.. first.Skip(Columns)],
            "the next column" => [.. first.Skip(1)],
            _ => [.. first.Skip(32)],
        };
        double correlation = 0, ofSquares = 0;
        for (int i = 0; i < second.Length; i++)
        {
            double a = first[i] - 0.5, b = second[i] - 0.5;
            correlation += 12 * a * b;
            ofSquares += 180 * ((a * a) - (1.0 / 12)) * ((b * b) - (1.0 / 12));
        }

        Assert.Equal(0, correlation / second.Length, 5 / Math.Sqrt(second.Length));
        Assert.Equal(0, ofSquares / second.Length, 5 / Math.Sqrt(second.Length));
    }

    private static IEnumerable<double> Draw(ulong seed, ulong step, int stream = 0)
    {
        var noise = new ReferenceNoise([], seed, step);
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                yield return noise.Uniform(stream, row, column);
            }
        }
    }
}
