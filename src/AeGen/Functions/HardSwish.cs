using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// f(z) = z min(max(z + 3, 0), 6) / 6 (Howard et al. 2019): f' = z / 3 + 1/2 and f'' = 1/3 where |z| is below 3, else f' is 0 or 1.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSwish<V> : ICurvedActivation<V>, IZeroKeepingActivation<V>
    where V : unmanaged, IVector<V>
{
    private const float Limit = 3f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z) => z * (V.Min(V.Create(2 * Limit), V.Max(V.Zero, z + V.Create(Limit))) * (1 / (2 * Limit)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z, out V slope)
    {
        V inside = V.MultiplyAdd(z, V.Create(1 / Limit), V.Create(0.5f));
        slope = V.IfGreater(V.Create(Limit), V.Abs(z), inside, V.IfGreater(z, V.Zero, V.One, V.Zero));
        return Value(z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V z, V slope) => V.IfGreater(V.Create(Limit), V.Abs(z), V.Create(1 / Limit), V.Zero);
}
