using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// f(z) = s z where z is positive, else s a (exp(z) - 1), with the s and a of Klambauer et al. (2017); there f' = y + s a and f'' = f'.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Selu<V> : IOutputActivation<V>, ICurvedActivation<V>, IZeroKeepingActivation<V>
    where V : unmanaged, IVector<V>
{
    private const float Scale = 1.0507009873554805f;

    private const float Floor = 1.7580993408473766f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z) =>
        V.IfGreater(z, V.Zero, z * Scale, (V.Exp(z) - V.One) * Floor);

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
    public static V Slope(V y) => V.IfGreater(y, V.Zero, V.Create(Scale), y + V.Create(Floor));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V y, V slope) => V.IfGreater(y, V.Zero, V.Zero, slope);
}
