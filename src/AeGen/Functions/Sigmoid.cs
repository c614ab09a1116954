using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>f(z) = 1 / (1 + exp(-z)), f' = y (1 - y), f'' = f' (1 - 2 y).</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Sigmoid<V> : IOutputActivation<V>, ICurvedActivation<V>, ISaturatingActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z)
    {
        // From exp(-|z|), which cannot overflow.
        V e = V.Exp(-V.Abs(z));
        V positive = V.One / (V.One + e);
        return V.IfGreater(V.Zero, z, e * positive, positive);
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
    public static V Slope(V y) => y * (V.One - y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V y, V slope) => slope * (V.One - (y * 2f));
}
