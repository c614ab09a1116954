using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>f(z) = log(1 + exp(z)), f' = 1 - exp(-y), f'' = f' (1 - f').</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softplus<V> : IOutputActivation<V>, ICurvedActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z) => V.Max(V.Zero, z) + V.Log(V.One + V.Exp(-V.Abs(z)));

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
    public static V Slope(V y) => V.One - V.Exp(-y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V y, V slope) => slope * (V.One - slope);
}
