using System.Runtime.Intrinsics.X86;
using AeGen.Runtime;

namespace AeGen.Tests.Numerics;

/// <summary>The small products around right inverses, in every form that some processor takes.</summary>
public sealed class RowProductsTests
{
    private const int Rows = 8;
    private const int MatrixPanels = 3;

    private delegate void Form<T>(ref T a, ref float b, nint panel, int panels, ref double square, nint step);

    private delegate void Gathering<T>(ref float rows, nint panel, int panels, ref T gathered);

    [Fact]
    public void Four_rows_by_four_are_the_sums_in_double_precision() => Check<double>(RowProducts.InDouble, RowProducts.GatherInDouble, 4, 1e-14);

    [Fact]
    public void Four_rows_by_four_are_the_sums_in_single_precision() => Check<float>(RowProducts.InSingle, RowProducts.Gather, 4, 1e-5);

    [Fact]
    public void With_half_the_registers_two_columns_are_computed_at_a_time()
    {
        Check<double>(RowProducts.Wide4x2, RowProducts.GatherInDouble, 2, 1e-14);
        Check<float>(RowProducts.Single4x2, RowProducts.Gather, 2, 1e-5);
    }

    [Fact]
    public void With_512_bits_four_columns_are_computed_at_a_time()
    {
        if (Avx512F.IsSupported)
        {
            Check<double>(RowProducts.Wide4x4, RowProducts.GatherInDouble, 4, 1e-14);
        }

        if (Avx.IsSupported)
        {
            Check<float>(RowProducts.Single4x4, RowProducts.Gather, 4, 1e-5);
        }
    }

    private static void Check<T>(Form<T> form, Gathering<T> gather, int columns, double tolerance)
    {
        const int Panel = Rows * Panels.Width;
        var random = new Random(1);
        float[] a = [.. Enumerable.Range(0, MatrixPanels * Panel).Select(_ => random.NextSingle() - 0.5f)];
        float[] b = [.. Enumerable.Range(0, MatrixPanels * Panel).Select(_ => random.NextSingle() - 0.5f)];
        double[] square = new double[16];
        var rows = new T[MatrixPanels * 4 * Panels.Width];
        gather(ref a[4 * Panels.Width], Panel, MatrixPanels, ref rows[0]);
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

                Assert.Equal(expected, square[(i * 4) + j], tolerance);
            }
        }
    }
}
