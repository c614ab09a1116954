using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>The places of a vector.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>Ones in so many places, and zeros behind them.</summary>
    /// <param name="columns">Their number; all where there are fewer places, none where it is not above 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Real<V>(int columns)
        where V : unmanaged, ICpuVector<V> => V.IfGreater(V.Create(columns), V.Indices, V.One, V.Zero);
}
