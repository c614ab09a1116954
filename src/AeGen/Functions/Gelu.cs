using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>f(z) = z N(z), with the standard normal distribution N and its density n: f' = N + z n, f'' = n (2 - z²).</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Gelu<V> : ICurvedActivation<V>, IZeroKeepingActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z) => z * NormalDistribution(z, out _);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z, out V slope)
    {
        V share = NormalDistribution(z, out V density);
        slope = share + (z * density);
        return z * share;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V z, V slope)
    {
        _ = NormalDistribution(z, out V density);
        return density * (V.Create(2f) - (z * z));
    }

    /// <summary>
    /// The standard normal distribution function and its density. The function's error is below 1e-7 (Abramowitz and Stegun 7.1.26).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalDistribution(V x, out V density)
    {
        V size = V.Abs(x);
        V bell = V.Exp(size * size * -0.5f);
        V t = V.One / V.MultiplyAdd(size, V.Create(0.23164190f), V.One);
        V p = V.MultiplyAdd(t, V.Create(0.5307027145f), V.Create(-0.7265760135f));
        p = V.MultiplyAdd(p, t, V.Create(0.7107068705f));
        p = V.MultiplyAdd(p, t, V.Create(-0.142248368f));
        p = V.MultiplyAdd(p, t, V.Create(0.127414796f));
        V tail = p * t * bell;
        density = bell * 0.3989422804f;
        return V.IfGreater(x, V.Zero, V.One - tail, tail);
    }
}
