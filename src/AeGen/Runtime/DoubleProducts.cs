using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AeGen.Runtime;

/// <summary>Products in double precision with 32 columns of a matrix, by tiles of four rows whose sums stay in registers.</summary>
internal static class DoubleProducts
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>
    /// result[r, :] = sum over terms of left[r, term] right[term, :], for 4 rows and 32 columns. Left lies anyhow, so that a transpose is read in place.
    /// The result may be a part of the right matrix.
    /// </summary>
    /// <param name="left">The first number of the left factor.</param>
    /// <param name="leftRow">Numbers from one row of the left factor to the next.</param>
    /// <param name="leftTerm">Numbers from one term of the left factor to the next.</param>
    /// <param name="right">The first row of the right factor.</param>
    /// <param name="rightStep">Numbers from one row of the right factor to the next.</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="result">Receives the product.</param>
    /// <param name="resultStep">Numbers from one row of the result to the next.</param>
    /// <param name="add">Whether the product is added to what is there.</param>
    public static void Multiply(
        ref double left, nint leftRow, nint leftTerm, ref double right, nint rightStep, int terms, ref double result, nint resultStep, bool add)
    {
        if (Avx512F.IsSupported)
        {
            Multiply4x32(ref left, leftRow, leftTerm, ref right, rightStep, terms, ref result, resultStep, add);
            return;
        }

        // With half the registers of half the width, a quarter of the columns at a time.
        for (nint column = 0; column < Panels.Width; column += 8)
        {
            Multiply4x8(
                ref left, leftRow, leftTerm, ref Unsafe.Add(ref right, column), rightStep, terms, ref Unsafe.Add(ref result, column), resultStep, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply4x32(
        ref double left, nint leftRow, nint leftTerm, ref double right, nint rightStep, int terms, ref double result, nint resultStep, bool add)
    {
        Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default;
        Vector512<double> s30 = default, s31 = default, s32 = default, s33 = default;
        ref double result1 = ref Unsafe.Add(ref result, resultStep), result2 = ref Unsafe.Add(ref result1, resultStep);
        ref double result3 = ref Unsafe.Add(ref result2, resultStep);
        if (add)
        {
            Load4(ref result, out s00, out s01, out s02, out s03);
            Load4(ref result1, out s10, out s11, out s12, out s13);
            Load4(ref result2, out s20, out s21, out s22, out s23);
            Load4(ref result3, out s30, out s31, out s32, out s33);
        }

        for (; terms > 0; terms--)
        {
            Vector512<double> b0 = Vector512.LoadUnsafe(ref right), b1 = Vector512.LoadUnsafe(ref right, 8);
            Vector512<double> b2 = Vector512.LoadUnsafe(ref right, 16), b3 = Vector512.LoadUnsafe(ref right, 24);
            Vector512<double> a0 = Vector512.Create(left);
            s00 = Vector512.MultiplyAddEstimate(a0, b0, s00);
            s01 = Vector512.MultiplyAddEstimate(a0, b1, s01);
            s02 = Vector512.MultiplyAddEstimate(a0, b2, s02);
            s03 = Vector512.MultiplyAddEstimate(a0, b3, s03);
            Vector512<double> a1 = Vector512.Create(Unsafe.Add(ref left, leftRow));
            s10 = Vector512.MultiplyAddEstimate(a1, b0, s10);
            s11 = Vector512.MultiplyAddEstimate(a1, b1, s11);
            s12 = Vector512.MultiplyAddEstimate(a1, b2, s12);
            s13 = Vector512.MultiplyAddEstimate(a1, b3, s13);
            Vector512<double> a2 = Vector512.Create(Unsafe.Add(ref left, 2 * leftRow));
            s20 = Vector512.MultiplyAddEstimate(a2, b0, s20);
            s21 = Vector512.MultiplyAddEstimate(a2, b1, s21);
            s22 = Vector512.MultiplyAddEstimate(a2, b2, s22);
            s23 = Vector512.MultiplyAddEstimate(a2, b3, s23);
            Vector512<double> a3 = Vector512.Create(Unsafe.Add(ref left, 3 * leftRow));
            s30 = Vector512.MultiplyAddEstimate(a3, b0, s30);
            s31 = Vector512.MultiplyAddEstimate(a3, b1, s31);
            s32 = Vector512.MultiplyAddEstimate(a3, b2, s32);
            s33 = Vector512.MultiplyAddEstimate(a3, b3, s33);
            left = ref Unsafe.Add(ref left, leftTerm);
            right = ref Unsafe.Add(ref right, rightStep);
        }

        Store4(ref result, s00, s01, s02, s03);
        Store4(ref result1, s10, s11, s12, s13);
        Store4(ref result2, s20, s21, s22, s23);
        Store4(ref result3, s30, s31, s32, s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply4x8(
        ref double left, nint leftRow, nint leftTerm, ref double right, nint rightStep, int terms, ref double result, nint resultStep, bool add)
    {
        Vector256<double> s00 = default, s01 = default, s10 = default, s11 = default;
        Vector256<double> s20 = default, s21 = default, s30 = default, s31 = default;
        ref double result1 = ref Unsafe.Add(ref result, resultStep), result2 = ref Unsafe.Add(ref result1, resultStep);
        ref double result3 = ref Unsafe.Add(ref result2, resultStep);
        if (add)
        {
            (s00, s01) = (Vector256.LoadUnsafe(ref result), Vector256.LoadUnsafe(ref result, 4));
            (s10, s11) = (Vector256.LoadUnsafe(ref result1), Vector256.LoadUnsafe(ref result1, 4));
            (s20, s21) = (Vector256.LoadUnsafe(ref result2), Vector256.LoadUnsafe(ref result2, 4));
            (s30, s31) = (Vector256.LoadUnsafe(ref result3), Vector256.LoadUnsafe(ref result3, 4));
        }

        for (; terms > 0; terms--)
        {
            Vector256<double> b0 = Vector256.LoadUnsafe(ref right), b1 = Vector256.LoadUnsafe(ref right, 4);
            Vector256<double> a0 = Vector256.Create(left);
            s00 = Vector256.MultiplyAddEstimate(a0, b0, s00);
            s01 = Vector256.MultiplyAddEstimate(a0, b1, s01);
            Vector256<double> a1 = Vector256.Create(Unsafe.Add(ref left, leftRow));
            s10 = Vector256.MultiplyAddEstimate(a1, b0, s10);
            s11 = Vector256.MultiplyAddEstimate(a1, b1, s11);
            Vector256<double> a2 = Vector256.Create(Unsafe.Add(ref left, 2 * leftRow));
            s20 = Vector256.MultiplyAddEstimate(a2, b0, s20);
            s21 = Vector256.MultiplyAddEstimate(a2, b1, s21);
            Vector256<double> a3 = Vector256.Create(Unsafe.Add(ref left, 3 * leftRow));
            s30 = Vector256.MultiplyAddEstimate(a3, b0, s30);
            s31 = Vector256.MultiplyAddEstimate(a3, b1, s31);
            left = ref Unsafe.Add(ref left, leftTerm);
            right = ref Unsafe.Add(ref right, rightStep);
        }

        s00.StoreUnsafe(ref result);
        s01.StoreUnsafe(ref result, 4);
        s10.StoreUnsafe(ref result1);
        s11.StoreUnsafe(ref result1, 4);
        s20.StoreUnsafe(ref result2);
        s21.StoreUnsafe(ref result2, 4);
        s30.StoreUnsafe(ref result3);
        s31.StoreUnsafe(ref result3, 4);
    }

    /// <summary>Widens numbers, a multiple of 32 of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ref float source, ref double target, nint count)
    {
        for (nint i = 0; i < count; i += 8)
        {
            if (Avx512F.IsSupported)
            {
                Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
                continue;
            }

            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref source, (nuint)i));
            lower.StoreUnsafe(ref target, (nuint)i);
            upper.StoreUnsafe(ref target, (nuint)i + 4);
        }
    }

    /// <summary>Four numbers in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Widen4(ref float source, nuint at)
    {
        Vector128<float> narrow = Vector128.LoadUnsafe(ref source, at);
        return Avx.IsSupported
            ? Avx.ConvertToVector256Double(narrow)
            : Vector256.Create(Vector128.WidenLower(narrow), Vector128.WidenUpper(narrow));
    }

    /// <summary>Rounds numbers, a multiple of 32 of them, and changes their sign if asked to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(ref double source, ref float target, nint count, bool negate = false)
    {
        Vector256<float> sign = Vector256.Create(negate ? -0f : 0f);
        for (nint i = 0; i < count; i += 8)
        {
            Vector256<float> rounded = Avx512F.IsSupported
                ? Avx512F.ConvertToVector256Single(Vector512.LoadUnsafe(ref source, (nuint)i))
                : Vector256.Narrow(Vector256.LoadUnsafe(ref source, (nuint)i), Vector256.LoadUnsafe(ref source, (nuint)i + 4));
            (rounded ^ sign).StoreUnsafe(ref target, (nuint)i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load4(
        ref double row, out Vector512<double> s0, out Vector512<double> s1, out Vector512<double> s2, out Vector512<double> s3)
    {
        s0 = Vector512.LoadUnsafe(ref row);
        s1 = Vector512.LoadUnsafe(ref row, 8);
        s2 = Vector512.LoadUnsafe(ref row, 16);
        s3 = Vector512.LoadUnsafe(ref row, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4(ref double row, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
    {
        s0.StoreUnsafe(ref row);
        s1.StoreUnsafe(ref row, 8);
        s2.StoreUnsafe(ref row, 16);
        s3.StoreUnsafe(ref row, 24);
    }
}
