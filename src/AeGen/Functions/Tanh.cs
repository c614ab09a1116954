using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>f(z) = tanh(z), f' = 1 - y², f'' = -2 y f'.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Tanh<V> : IOutputActivation<V>, ICurvedActivation<V>, IZeroKeepingActivation<V>, ISaturatingActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z)
    {
        // z P(z²) / Q(z²), P and Q fitted in the relative error, 2.2e-8, up to 9.02: there tanh(z) rounds to 1.
        V x = V.Min(V.Create(9.02f), V.Max(V.Create(-9.02f), z));
        V s = x * x;
        V p = V.MultiplyAdd(s, V.Create(1.3411554e-8f), V.Create(2.0655432e-5f));
        p = V.MultiplyAdd(p, s, V.Create(3.498649e-3f));
        p = V.MultiplyAdd(p, s, V.Create(1.3383691e-1f));
        p = V.MultiplyAdd(p, s, V.One);
        V q = V.MultiplyAdd(s, V.Create(7.8013835e-7f), V.Create(3.2904654e-4f));
        q = V.MultiplyAdd(q, s, V.Create(2.5888894e-2f));
        q = V.MultiplyAdd(q, s, V.Create(4.6717012e-1f));
        q = V.MultiplyAdd(q, s, V.One);
        return V.Min(V.One, V.Max(-V.One, x * p / q));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z, out V slope)
    {
        V y = Value(z);
        slope = Slope(y);
        return y;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope(V y) => V.One - (y * y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V y, V slope) => y * slope * -2f;
}
