using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AeGen.Runtime;

/// <summary>Products of four rows of one panelled matrix with four of another: all sixteen sums stay in registers.</summary>
internal static class RowProducts
{
    /// <summary>The products in double precision, each row widened once for four products.</summary>
    /// <param name="a">The first matrix's four rows.</param>
    /// <param name="b">The second matrix's four rows.</param>
    /// <param name="panel">Floats from one panel to the next.</param>
    /// <param name="panels">Number of panels.</param>
    /// <param name="square">Receives the products, [4, 4].</param>
    public static void InDouble(ref float a, ref float b, nint panel, int panels, Span<double> square)
    {
        if (Avx512F.IsSupported)
        {
            Wide4x4(ref a, ref b, panel, panels, square);
        }
        else
        {
            // With half the registers, half the products at a time.
            Wide4x2(ref a, ref b, panel, panels, square);
            Wide4x2(ref a, ref Unsafe.Add(ref b, 2 * Panels.Width), panel, panels, square[2..]);
        }
    }

    /// <summary>The products in single precision.</summary>
    /// <param name="a">The first matrix's four rows.</param>
    /// <param name="b">The second matrix's four rows.</param>
    /// <param name="panel">Floats from one panel to the next.</param>
    /// <param name="panels">Number of panels.</param>
    /// <param name="square">Receives the products, [4, 4].</param>
    public static void InSingle(ref float a, ref float b, nint panel, int panels, Span<double> square)
    {
        if (Avx512F.IsSupported)
        {
            Single4x4(ref a, ref b, panel, panels, square);
        }
        else
        {
            Single4x2(ref a, ref b, panel, panels, square);
            Single4x2(ref a, ref Unsafe.Add(ref b, 2 * Panels.Width), panel, panels, square[2..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Wide4x4(ref float a, ref float b, nint panel, int panels, Span<double> square)
    {
        Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default;
        Vector512<double> s30 = default, s31 = default, s32 = default, s33 = default;
        for (; panels > 0; panels--)
        {
            for (nuint column = 0; column < Panels.Width; column += 8)
            {
                Vector512<double> b0 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref b, column));
                Vector512<double> b1 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref b, column + (1 * Panels.Width)));
                Vector512<double> b2 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref b, column + (2 * Panels.Width)));
                Vector512<double> b3 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref b, column + (3 * Panels.Width)));
                Vector512<double> a0 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref a, column));
                s00 = Vector512.MultiplyAddEstimate(a0, b0, s00);
                s01 = Vector512.MultiplyAddEstimate(a0, b1, s01);
                s02 = Vector512.MultiplyAddEstimate(a0, b2, s02);
                s03 = Vector512.MultiplyAddEstimate(a0, b3, s03);
                Vector512<double> a1 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref a, column + (1 * Panels.Width)));
                s10 = Vector512.MultiplyAddEstimate(a1, b0, s10);
                s11 = Vector512.MultiplyAddEstimate(a1, b1, s11);
                s12 = Vector512.MultiplyAddEstimate(a1, b2, s12);
                s13 = Vector512.MultiplyAddEstimate(a1, b3, s13);
                Vector512<double> a2 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref a, column + (2 * Panels.Width)));
                s20 = Vector512.MultiplyAddEstimate(a2, b0, s20);
                s21 = Vector512.MultiplyAddEstimate(a2, b1, s21);
                s22 = Vector512.MultiplyAddEstimate(a2, b2, s22);
                s23 = Vector512.MultiplyAddEstimate(a2, b3, s23);
                Vector512<double> a3 = Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref a, column + (3 * Panels.Width)));
                s30 = Vector512.MultiplyAddEstimate(a3, b0, s30);
                s31 = Vector512.MultiplyAddEstimate(a3, b1, s31);
                s32 = Vector512.MultiplyAddEstimate(a3, b2, s32);
                s33 = Vector512.MultiplyAddEstimate(a3, b3, s33);
            }

            a = ref Unsafe.Add(ref a, panel);
            b = ref Unsafe.Add(ref b, panel);
        }

        square[0] = Vector512.Sum(s00);
        square[1] = Vector512.Sum(s01);
        square[2] = Vector512.Sum(s02);
        square[3] = Vector512.Sum(s03);
        square[4] = Vector512.Sum(s10);
        square[5] = Vector512.Sum(s11);
        square[6] = Vector512.Sum(s12);
        square[7] = Vector512.Sum(s13);
        square[8] = Vector512.Sum(s20);
        square[9] = Vector512.Sum(s21);
        square[10] = Vector512.Sum(s22);
        square[11] = Vector512.Sum(s23);
        square[12] = Vector512.Sum(s30);
        square[13] = Vector512.Sum(s31);
        square[14] = Vector512.Sum(s32);
        square[15] = Vector512.Sum(s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Wide4x2(ref float a, ref float b, nint panel, int panels, Span<double> square)
    {
        Vector256<double> s00 = default, s01 = default;
        Vector256<double> s10 = default, s11 = default;
        Vector256<double> s20 = default, s21 = default;
        Vector256<double> s30 = default, s31 = default;
        for (; panels > 0; panels--)
        {
            for (nuint column = 0; column < Panels.Width; column += 4)
            {
                Vector256<double> b0 = Widen(ref b, column);
                Vector256<double> b1 = Widen(ref b, column + (1 * Panels.Width));
                Vector256<double> a0 = Widen(ref a, column);
                s00 = Vector256.MultiplyAddEstimate(a0, b0, s00);
                s01 = Vector256.MultiplyAddEstimate(a0, b1, s01);
                Vector256<double> a1 = Widen(ref a, column + (1 * Panels.Width));
                s10 = Vector256.MultiplyAddEstimate(a1, b0, s10);
                s11 = Vector256.MultiplyAddEstimate(a1, b1, s11);
                Vector256<double> a2 = Widen(ref a, column + (2 * Panels.Width));
                s20 = Vector256.MultiplyAddEstimate(a2, b0, s20);
                s21 = Vector256.MultiplyAddEstimate(a2, b1, s21);
                Vector256<double> a3 = Widen(ref a, column + (3 * Panels.Width));
                s30 = Vector256.MultiplyAddEstimate(a3, b0, s30);
                s31 = Vector256.MultiplyAddEstimate(a3, b1, s31);
            }

            a = ref Unsafe.Add(ref a, panel);
            b = ref Unsafe.Add(ref b, panel);
        }

        square[0] = Vector256.Sum(s00);
        square[1] = Vector256.Sum(s01);
        square[4] = Vector256.Sum(s10);
        square[5] = Vector256.Sum(s11);
        square[8] = Vector256.Sum(s20);
        square[9] = Vector256.Sum(s21);
        square[12] = Vector256.Sum(s30);
        square[13] = Vector256.Sum(s31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Single4x4(ref float a, ref float b, nint panel, int panels, Span<double> square)
    {
        Vector512<float> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<float> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<float> s20 = default, s21 = default, s22 = default, s23 = default;
        Vector512<float> s30 = default, s31 = default, s32 = default, s33 = default;
        for (; panels > 0; panels--)
        {
            for (nuint column = 0; column < Panels.Width; column += 16)
            {
                Vector512<float> b0 = Vector512.LoadUnsafe(ref b, column);
                Vector512<float> b1 = Vector512.LoadUnsafe(ref b, column + (1 * Panels.Width));
                Vector512<float> b2 = Vector512.LoadUnsafe(ref b, column + (2 * Panels.Width));
                Vector512<float> b3 = Vector512.LoadUnsafe(ref b, column + (3 * Panels.Width));
                Vector512<float> a0 = Vector512.LoadUnsafe(ref a, column);
                s00 = Vector512.MultiplyAddEstimate(a0, b0, s00);
                s01 = Vector512.MultiplyAddEstimate(a0, b1, s01);
                s02 = Vector512.MultiplyAddEstimate(a0, b2, s02);
                s03 = Vector512.MultiplyAddEstimate(a0, b3, s03);
                Vector512<float> a1 = Vector512.LoadUnsafe(ref a, column + (1 * Panels.Width));
                s10 = Vector512.MultiplyAddEstimate(a1, b0, s10);
                s11 = Vector512.MultiplyAddEstimate(a1, b1, s11);
                s12 = Vector512.MultiplyAddEstimate(a1, b2, s12);
                s13 = Vector512.MultiplyAddEstimate(a1, b3, s13);
                Vector512<float> a2 = Vector512.LoadUnsafe(ref a, column + (2 * Panels.Width));
                s20 = Vector512.MultiplyAddEstimate(a2, b0, s20);
                s21 = Vector512.MultiplyAddEstimate(a2, b1, s21);
                s22 = Vector512.MultiplyAddEstimate(a2, b2, s22);
                s23 = Vector512.MultiplyAddEstimate(a2, b3, s23);
                Vector512<float> a3 = Vector512.LoadUnsafe(ref a, column + (3 * Panels.Width));
                s30 = Vector512.MultiplyAddEstimate(a3, b0, s30);
                s31 = Vector512.MultiplyAddEstimate(a3, b1, s31);
                s32 = Vector512.MultiplyAddEstimate(a3, b2, s32);
                s33 = Vector512.MultiplyAddEstimate(a3, b3, s33);
            }

            a = ref Unsafe.Add(ref a, panel);
            b = ref Unsafe.Add(ref b, panel);
        }

        square[0] = Vector512.Sum(s00);
        square[1] = Vector512.Sum(s01);
        square[2] = Vector512.Sum(s02);
        square[3] = Vector512.Sum(s03);
        square[4] = Vector512.Sum(s10);
        square[5] = Vector512.Sum(s11);
        square[6] = Vector512.Sum(s12);
        square[7] = Vector512.Sum(s13);
        square[8] = Vector512.Sum(s20);
        square[9] = Vector512.Sum(s21);
        square[10] = Vector512.Sum(s22);
        square[11] = Vector512.Sum(s23);
        square[12] = Vector512.Sum(s30);
        square[13] = Vector512.Sum(s31);
        square[14] = Vector512.Sum(s32);
        square[15] = Vector512.Sum(s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Single4x2(ref float a, ref float b, nint panel, int panels, Span<double> square)
    {
        Vector256<float> s00 = default, s01 = default;
        Vector256<float> s10 = default, s11 = default;
        Vector256<float> s20 = default, s21 = default;
        Vector256<float> s30 = default, s31 = default;
        for (; panels > 0; panels--)
        {
            for (nuint column = 0; column < Panels.Width; column += 8)
            {
                Vector256<float> b0 = Vector256.LoadUnsafe(ref b, column);
                Vector256<float> b1 = Vector256.LoadUnsafe(ref b, column + (1 * Panels.Width));
                Vector256<float> a0 = Vector256.LoadUnsafe(ref a, column);
                s00 = Vector256.MultiplyAddEstimate(a0, b0, s00);
                s01 = Vector256.MultiplyAddEstimate(a0, b1, s01);
                Vector256<float> a1 = Vector256.LoadUnsafe(ref a, column + (1 * Panels.Width));
                s10 = Vector256.MultiplyAddEstimate(a1, b0, s10);
                s11 = Vector256.MultiplyAddEstimate(a1, b1, s11);
                Vector256<float> a2 = Vector256.LoadUnsafe(ref a, column + (2 * Panels.Width));
                s20 = Vector256.MultiplyAddEstimate(a2, b0, s20);
                s21 = Vector256.MultiplyAddEstimate(a2, b1, s21);
                Vector256<float> a3 = Vector256.LoadUnsafe(ref a, column + (3 * Panels.Width));
                s30 = Vector256.MultiplyAddEstimate(a3, b0, s30);
                s31 = Vector256.MultiplyAddEstimate(a3, b1, s31);
            }

            a = ref Unsafe.Add(ref a, panel);
            b = ref Unsafe.Add(ref b, panel);
        }

        square[0] = Vector256.Sum(s00);
        square[1] = Vector256.Sum(s01);
        square[4] = Vector256.Sum(s10);
        square[5] = Vector256.Sum(s11);
        square[8] = Vector256.Sum(s20);
        square[9] = Vector256.Sum(s21);
        square[12] = Vector256.Sum(s30);
        square[13] = Vector256.Sum(s31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(ref float source, nuint at)
    {
        Vector128<float> narrow = Vector128.LoadUnsafe(ref source, at);
        return Avx.IsSupported
            ? Avx.ConvertToVector256Double(narrow)
            : Vector256.Create(Vector128.WidenLower(narrow), Vector128.WidenUpper(narrow));
    }
}
