using AeGen.Runtime;

namespace AeGen.Tests.Numerics;

/// <summary>The products in double precision around right inverses, in every form that some processor takes.</summary>
public sealed class DoubleProductsTests
{
    private const int Terms = 7;
    private const int Step = 48;

    private delegate void Form(
        ref double left, nint leftRow, nint leftTerm, ref double right, nint rightStep, int terms, ref double result, nint resultStep, bool add);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Four_rows_by_32_are_the_sums(bool transposed) => Check(DoubleProducts.Multiply, Panels.Width, transposed);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_half_the_registers_eight_columns_are_computed_at_a_time(bool transposed) => Check(DoubleProducts.Multiply4x8, 8, transposed);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_512_bits_all_columns_are_computed_at_a_time(bool transposed) => Check(DoubleProducts.Multiply4x32, Panels.Width, transposed);

    [Fact]
    public void A_product_may_take_the_place_of_its_factor()
    {
        double[] left = Numbers(1, DoubleProducts.Rows * Terms), right = Numbers(2, Terms * Panels.Width);
        double[] expected = Expected(left, Terms, 1, right, Panels.Width, new double[DoubleProducts.Rows * Panels.Width], Panels.Width, add: false);
        DoubleProducts.Multiply(ref left[0], Terms, 1, ref right[0], Panels.Width, Terms, ref right[0], Panels.Width, add: false);
        AssertEqual(expected, right.AsSpan(0, expected.Length));
    }

    [Fact]
    public void Numbers_are_widened_and_rounded()
    {
        float[] source = [.. Numbers(3, 64).Select(value => (float)value)];
        double[] wide = new double[64];
        float[] rounded = new float[64], negated = new float[64];
        DoubleProducts.Widen(ref source[0], ref wide[0], 64);
        DoubleProducts.Round(ref wide[0], ref rounded[0], 64);
        DoubleProducts.Round(ref wide[0], ref negated[0], 64, negate: true);
        Assert.Equal(source.Select(value => (double)value), wide);
        Assert.Equal(source, rounded);
        Assert.Equal(source.Select(value => -value), negated);
    }

    private static void Check(Form form, int columns, bool transposed)
    {
        (int leftRow, int leftTerm) = transposed ? (1, DoubleProducts.Rows) : (Terms, 1);
        double[] left = Numbers(1, DoubleProducts.Rows * Terms), right = Numbers(2, Terms * Step);
        foreach (bool add in new[] { false, true })
        {
            double[] result = Numbers(3, DoubleProducts.Rows * Step);
            double[] expected = Expected(left, leftRow, leftTerm, right, columns, result, Step, add);
            form(ref left[0], leftRow, leftTerm, ref right[0], Step, Terms, ref result[0], Step, add);
            AssertEqual(expected, result);
        }
    }

    private static double[] Expected(double[] left, int leftRow, int leftTerm, double[] right, int columns, double[] start, int step, bool add)
    {
        int rightStep = right.Length / Terms;
        double[] expected = [.. start];
        for (int row = 0; row < DoubleProducts.Rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = add ? start[(row * step) + column] : 0;
                for (int term = 0; term < Terms; term++)
                {
                    sum += left[(row * leftRow) + (term * leftTerm)] * right[(term * rightStep) + column];
                }

                expected[(row * step) + column] = sum;
            }
        }

        return expected;
    }

    /// <summary>Everything equal: what lies beside the columns stays as it was.</summary>
    private static void AssertEqual(double[] expected, ReadOnlySpan<double> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-13);
        }
    }

    private static double[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }
}
