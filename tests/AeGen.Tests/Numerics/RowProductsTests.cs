using System.Runtime.Intrinsics.X86;
using AeGen.Runtime;

namespace AeGen.Tests.Numerics;

/// <summary>The small products around right inverses, in every form that some processor takes.</summary>
public sealed class RowProductsTests
{
    private const int Rows = 8;
    private const int MatrixPanels = 3;

    private delegate void Form(ref double a, ref float b, nint panel, int panels, ref double square, nint step);

    [Fact]
    public void Four_rows_by_four_are_the_sums() => Check(RowProducts.Multiply, 4);

    [Fact]
    public void With_half_the_registers_two_columns_are_computed_at_a_time() => Check(RowProducts.Wide4x2, 2);

    [Fact]
    public void With_512_bits_four_columns_are_computed_at_a_time()
    {
        if (Avx512F.IsSupported)
        {
            Check(RowProducts.Wide4x4, 4);
        }
    }

    private static void Check(Form form, int columns)
    {
        const int Panel = Rows * Panels.Width;
        var random = new Random(1);
        float[] a = [.. Enumerable.Range(0, MatrixPanels * Panel).Select(_ => random.NextSingle() - 0.5f)];
        float[] b = [.. Enumerable.Range(0, MatrixPanels * Panel).Select(_ => random.NextSingle() - 0.5f)];
        double[] square = new double[16];
        double[] rows = new double[MatrixPanels * 4 * Panels.Width];
        RowProducts.Gather(ref a[4 * Panels.Width], Panel, MatrixPanels, ref rows[0]);
        form(ref rows[0], ref b[0], Panel, MatrixPanels, ref square[0], 4);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double expected = 0;
                for (int p = 0; p < MatrixPanels; p++)
                {
                    for (int c = 0; c < Panels.Width; c++)
                    {
                        expected += (double)a[(p * Panel) + ((4 + i) * Panels.Width) + c] * b[(p * Panel) + (j * Panels.Width) + c];
                    }
                }

                Assert.Equal(expected, square[(i * 4) + j], 1e-14);
            }
        }
    }
}
