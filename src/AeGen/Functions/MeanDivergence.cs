using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>The divergence of a unit's mean activation m from a target t: t log(t / m) + (1 - t) log((1 - t) / (1 - m)).</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MeanDivergence<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Its slope in m, (1 - t) / (1 - m) - t / m, with m kept 1e-6 away from 0 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope(V mean, V target)
    {
        V m = V.Min(V.Create(1f - 1e-6f), V.Max(V.Create(1e-6f), mean));
        return ((V.One - target) / (V.One - m)) - (target / m);
    }
}
