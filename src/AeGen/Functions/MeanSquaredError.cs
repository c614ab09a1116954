using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>(y - t)², gradient 2 (y - t).</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MeanSquaredError<V> : ILoss<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V y, V t, out V gradient)
    {
        V difference = y - t;
        gradient = difference + difference;
        return difference * difference;
    }
}
