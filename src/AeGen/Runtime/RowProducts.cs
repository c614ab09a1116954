using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AeGen.Runtime;

/// <summary>Products of four rows of one panelled matrix with four of another: all sixteen sums stay in registers.</summary>
/// <remarks>
/// The first matrix's rows are gathered before: panels of 32 rows lie 4 KiB apart, so that eight of them would fill a set of the first-level cache.
/// </remarks>
internal static class RowProducts
{
    /// <summary>Numbers of four rows in a panel.</summary>
    private const int PanelNumbers = 4 * Panels.Width;

    /// <summary>Gathers four rows, panel by panel, and widens them.</summary>
    /// <param name="rows">The first of the rows.</param>
    /// <param name="panel">Floats from one panel to the next.</param>
    /// <param name="panels">Number of panels.</param>
    /// <param name="gathered">Receives them, 128 numbers a panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ref float rows, nint panel, int panels, ref double gathered)
    {
        for (int p = 0; p < panels; p++)
        {
            DoubleProducts.Widen(ref Unsafe.Add(ref rows, p * panel), ref Unsafe.Add(ref gathered, p * PanelNumbers), PanelNumbers);
        }
    }

    /// <summary>The products in double precision, each row widened once for four products.</summary>
    /// <param name="a">The first matrix's four rows, gathered.</param>
    /// <param name="b">The second matrix's four rows.</param>
    /// <param name="panel">Floats from one panel to the next.</param>
    /// <param name="panels">Number of panels.</param>
    /// <param name="square">Receives the products, [4, 4].</param>
    /// <param name="step">Numbers from one row of the products to the next.</param>
    public static void Multiply(ref double a, ref float b, nint panel, int panels, ref double square, nint step)
    {
        if (Avx512F.IsSupported)
        {
            Wide4x4(ref a, ref b, panel, panels, ref square, step);
        }
        else
        {
            // With half the registers, half the products at a time.
            Wide4x2(ref a, ref b, panel, panels, ref square, step);
            Wide4x2(ref a, ref Unsafe.Add(ref b, 2 * Panels.Width), panel, panels, ref Unsafe.Add(ref square, 2), step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Wide4x4(ref double a, ref float b, nint panel, int panels, ref double square, nint step)
    {
        Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default;
        Vector512<double> s30 = default, s31 = default, s32 = default, s33 = default;
        for (; panels > 0; panels--)
        {
            Fetch(ref Unsafe.Add(ref b, panel));
            for (nuint column = 0; column < Panels.Width; column += 8)
            {
                Vector512<double> b0 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref b, column));
                Vector512<double> b1 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref b, column + (1 * Panels.Width)));
                Vector512<double> b2 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref b, column + (2 * Panels.Width)));
                Vector512<double> b3 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref b, column + (3 * Panels.Width)));
                Vector512<double> a0 = Vector512.LoadUnsafe(ref a, column);
                s00 = Vector512.MultiplyAddEstimate(a0, b0, s00);
                s01 = Vector512.MultiplyAddEstimate(a0, b1, s01);
                s02 = Vector512.MultiplyAddEstimate(a0, b2, s02);
                s03 = Vector512.MultiplyAddEstimate(a0, b3, s03);
                Vector512<double> a1 = Vector512.LoadUnsafe(ref a, column + (1 * Panels.Width));
                s10 = Vector512.MultiplyAddEstimate(a1, b0, s10);
                s11 = Vector512.MultiplyAddEstimate(a1, b1, s11);
                s12 = Vector512.MultiplyAddEstimate(a1, b2, s12);
                s13 = Vector512.MultiplyAddEstimate(a1, b3, s13);
                Vector512<double> a2 = Vector512.LoadUnsafe(ref a, column + (2 * Panels.Width));
                s20 = Vector512.MultiplyAddEstimate(a2, b0, s20);
                s21 = Vector512.MultiplyAddEstimate(a2, b1, s21);
                s22 = Vector512.MultiplyAddEstimate(a2, b2, s22);
                s23 = Vector512.MultiplyAddEstimate(a2, b3, s23);
                Vector512<double> a3 = Vector512.LoadUnsafe(ref a, column + (3 * Panels.Width));
                s30 = Vector512.MultiplyAddEstimate(a3, b0, s30);
                s31 = Vector512.MultiplyAddEstimate(a3, b1, s31);
                s32 = Vector512.MultiplyAddEstimate(a3, b2, s32);
                s33 = Vector512.MultiplyAddEstimate(a3, b3, s33);
            }

            a = ref Unsafe.Add(ref a, PanelNumbers);
            b = ref Unsafe.Add(ref b, panel);
        }

        Sum(s00, s01, s02, s03, ref square);
        Sum(s10, s11, s12, s13, ref Unsafe.Add(ref square, step));
        Sum(s20, s21, s22, s23, ref Unsafe.Add(ref square, 2 * step));
        Sum(s30, s31, s32, s33, ref Unsafe.Add(ref square, 3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Wide4x2(ref double a, ref float b, nint panel, int panels, ref double square, nint step)
    {
        Vector256<double> s00 = default, s01 = default;
        Vector256<double> s10 = default, s11 = default;
        Vector256<double> s20 = default, s21 = default;
        Vector256<double> s30 = default, s31 = default;
        for (; panels > 0; panels--)
        {
            Fetch(ref Unsafe.Add(ref b, panel));
            for (nuint column = 0; column < Panels.Width; column += 4)
            {
                Vector256<double> b0 = DoubleProducts.Widen4(ref b, column);
                Vector256<double> b1 = DoubleProducts.Widen4(ref b, column + (1 * Panels.Width));
                Vector256<double> a0 = Vector256.LoadUnsafe(ref a, column);
                s00 = Vector256.MultiplyAddEstimate(a0, b0, s00);
                s01 = Vector256.MultiplyAddEstimate(a0, b1, s01);
                Vector256<double> a1 = Vector256.LoadUnsafe(ref a, column + (1 * Panels.Width));
                s10 = Vector256.MultiplyAddEstimate(a1, b0, s10);
                s11 = Vector256.MultiplyAddEstimate(a1, b1, s11);
                Vector256<double> a2 = Vector256.LoadUnsafe(ref a, column + (2 * Panels.Width));
                s20 = Vector256.MultiplyAddEstimate(a2, b0, s20);
                s21 = Vector256.MultiplyAddEstimate(a2, b1, s21);
                Vector256<double> a3 = Vector256.LoadUnsafe(ref a, column + (3 * Panels.Width));
                s30 = Vector256.MultiplyAddEstimate(a3, b0, s30);
                s31 = Vector256.MultiplyAddEstimate(a3, b1, s31);
            }

            a = ref Unsafe.Add(ref a, PanelNumbers);
            b = ref Unsafe.Add(ref b, panel);
        }

        square = Vector256.Sum(s00);
        Unsafe.Add(ref square, 1) = Vector256.Sum(s01);
        Unsafe.Add(ref square, step) = Vector256.Sum(s10);
        Unsafe.Add(ref square, step + 1) = Vector256.Sum(s11);
        Unsafe.Add(ref square, 2 * step) = Vector256.Sum(s20);
        Unsafe.Add(ref square, (2 * step) + 1) = Vector256.Sum(s21);
        Unsafe.Add(ref square, 3 * step) = Vector256.Sum(s30);
        Unsafe.Add(ref square, (3 * step) + 1) = Vector256.Sum(s31);
    }

    /// <summary>The sums of four vectors' numbers: halves are added until pairs of vectors fit in one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, ref double sums)
    {
        Vector256<double> ab = Avx.HorizontalAdd(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper());
        Vector256<double> cd = Avx.HorizontalAdd(c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper());
        (Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31)).StoreUnsafe(ref sums);
    }

    /// <summary>Asks for four rows of the next panel, which lies too far away for the processor to guess it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(ref float rows)
    {
        Panels.Prefetch(ref rows);
        Panels.Prefetch(ref Unsafe.Add(ref rows, 16));
        Panels.Prefetch(ref Unsafe.Add(ref rows, 32));
        Panels.Prefetch(ref Unsafe.Add(ref rows, 48));
        Panels.Prefetch(ref Unsafe.Add(ref rows, 64));
        Panels.Prefetch(ref Unsafe.Add(ref rows, 80));
        Panels.Prefetch(ref Unsafe.Add(ref rows, 96));
        Panels.Prefetch(ref Unsafe.Add(ref rows, 112));
    }
}
