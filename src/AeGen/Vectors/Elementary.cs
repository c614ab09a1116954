using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AeGen.Vectors;

/// <summary>Elementary functions of the CPU's vectors, made of sums, products and shifts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementary
{
    /// <summary>exp(x), to two units in the last place. Arguments beyond +-87 are taken as +-87; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : unmanaged, ICpuVector<V>
    {
        V q = Polynomial(x, out V r, out V power);
        V p = V.MultiplyAdd(q, r * r, r + V.One);
        return V.AddBits(p, power);
    }

    /// <summary>exp(x) - 1, relative error below 2e-7, also near 0. Arguments beyond +-87 are taken as +-87; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpM1<V>(V x)
        where V : unmanaged, ICpuVector<V>
    {
        // exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1).
        V q = Polynomial(x, out V r, out V power), scale = V.AddBits(V.One, power);
        return V.MultiplyAdd(scale, V.MultiplyAdd(q, r * r, r), scale - V.One);
    }

    /// <summary>q of exp(x) = 2^n exp(r) and exp(r) = 1 + r + q r², by the polynomial of Cephes.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="r">The rest, at most ln 2 / 2.</param>
    /// <param name="power">n in the place of a number's exponent.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Polynomial<V>(V x, out V r, out V power)
        where V : unmanaged, ICpuVector<V>
    {
        // n = round(x / ln 2). Adding 1.5 * 2^23 rounds, and leaves n in the lowest bits, from where a shift takes it into the exponent.
        x = V.Min(V.Create(87f), V.Max(V.Create(-87f), x));
        V shifted = V.MultiplyAdd(x, V.Create(1.44269504f), V.Create(12582912f));
        V n = shifted - V.Create(12582912f);
        power = V.ShiftBitsLeft(shifted, 23);
        r = V.MultiplyAdd(n, V.Create(2.12194440e-4f), V.MultiplyAdd(n, V.Create(-0.693359375f), x));
        V q = V.MultiplyAdd(r, V.Create(1.9875691500e-4f), V.Create(1.3981999507e-3f));
        q = V.MultiplyAdd(q, r, V.Create(8.3334519073e-3f));
        q = V.MultiplyAdd(q, r, V.Create(4.1665795894e-2f));
        q = V.MultiplyAdd(q, r, V.Create(1.6666665459e-1f));
        return V.MultiplyAdd(q, r, V.Create(5.0000001201e-1f));
    }

    /// <summary>log(x) of positive normal numbers, relative error below 1e-7, by Cephes' polynomial.</summary>
    /// <remarks>
    /// The framework's logarithm and cosine take 8 ns a number, half as long again as the rest of a step of 784-128-32-128-784.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOfNormal<V>(V x)
        where V : unmanaged, ICpuVector<V>
    {
        // x = 2^e m with m in [sqrt(1/2), sqrt(2)): the bits of sqrt(1/2) taken off move the boundary of the exponent there.
        V exponent = V.ShiftIntegersRight(V.SubtractBits(x, V.CreateBits(0x3F3504F3)), 23);
        V e = V.FromIntegers(exponent);
        V m = V.SubtractBits(x, V.ShiftBitsLeft(exponent, 23)) - V.One;
        V square = m * m;
        V p = V.MultiplyAdd(m, V.Create(7.0376836292e-2f), V.Create(-1.1514610310e-1f));
        p = V.MultiplyAdd(p, m, V.Create(1.1676998740e-1f));
        p = V.MultiplyAdd(p, m, V.Create(-1.2420140846e-1f));
        p = V.MultiplyAdd(p, m, V.Create(1.4249322787e-1f));
        p = V.MultiplyAdd(p, m, V.Create(-1.6668057665e-1f));
        p = V.MultiplyAdd(p, m, V.Create(2.0000714765e-1f));
        p = V.MultiplyAdd(p, m, V.Create(-2.4999993993e-1f));
        p = V.MultiplyAdd(p, m, V.Create(3.3333331174e-1f));
        V y = V.MultiplyAdd(p * m, square, (e * -2.12194440e-4f) - (square * 0.5f));
        return V.MultiplyAdd(e, V.Create(0.693359375f), m + y);
    }

    /// <summary>cos(2 pi u) for u from 0 to 1, error below 2e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V CosineOfTurns<V>(V u)
        where V : unmanaged, ICpuVector<V>
    {
        // It is sin(2 pi w) with w = |u - 1/2| - 1/4, and the angle is then within a right one of zero, where the sine's series is short.
        V angle = (V.Abs(u - V.Create(0.5f)) - V.Create(0.25f)) * 6.28318531f;
        V square = angle * angle;
        V p = V.MultiplyAdd(square, V.Create(-1f / 39916800f), V.Create(1f / 362880f));
        p = V.MultiplyAdd(p, square, V.Create(-1f / 5040f));
        p = V.MultiplyAdd(p, square, V.Create(1f / 120f));
        p = V.MultiplyAdd(p, square, V.Create(-1f / 6f));
        return V.MultiplyAdd(p * square, angle, angle);
    }
}
