using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>f(z) = z s(z) with the logistic s(z) = 1 / (1 + exp(-z)): f' = s + y (1 - s), f'' = s (1 - s) (2 + z (1 - 2 s)).</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Silu<V> : ICurvedActivation<V>, IZeroKeepingActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z) => z * Sigmoid<V>.Value(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z, out V slope)
    {
        V share = Sigmoid<V>.Value(z);
        V y = z * share;
        slope = share + (y * (V.One - share));
        return y;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V z, V slope)
    {
        V share = Sigmoid<V>.Value(z);
        return share * (V.One - share) * V.MultiplyAdd(z, V.One - (share * 2f), V.Create(2f));
    }
}
