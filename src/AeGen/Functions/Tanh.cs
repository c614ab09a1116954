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
        // Near 0 by Cephes' polynomial, elsewhere as (1 - e) / (1 + e) with e = exp(-2|z|) and z's sign.
        V size = V.Abs(z);
        V e = V.Exp(size * -2f);
        V far = V.CopySign((V.One - e) / (V.One + e), z);
        V s = z * z;
        V p = V.MultiplyAdd(s, V.Create(-5.70498872745e-3f), V.Create(2.06390887954e-2f));
        p = V.MultiplyAdd(p, s, V.Create(-5.37397155531e-2f));
        p = V.MultiplyAdd(p, s, V.Create(1.33314422036e-1f));
        p = V.MultiplyAdd(p, s, V.Create(-3.33332819422e-1f));
        V near = V.MultiplyAdd(p * s, z, z);
        return V.IfGreater(size, V.Create(0.625f), far, near);
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
