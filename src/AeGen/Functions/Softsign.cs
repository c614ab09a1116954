using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// f(z) = z / (1 + |z|) (Turian et al. 2009), f' = 1 / (1 + |z|)² = (1 - |y|)², f'' = -2 sign(y) (1 - |y|)³, which is 0 at 0, where it
/// jumps.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softsign<V> : IOutputActivation<V>, ICurvedActivation<V>, IZeroKeepingActivation<V>, ISaturatingActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z) => z / (V.One + V.Abs(z));

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
    public static V Slope(V y)
    {
        V rest = V.One - V.Abs(y);
        return rest * rest;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V y, V slope) =>
        V.IfEqual(y, V.Zero, V.Zero, V.CopySign(slope * (V.One - V.Abs(y)), -y) * 2f);
}
