using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>d²/2 of the distance d = |y - t| up to 1, beyond it d - 1/2; gradient y - t, cut to 1 in size.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Huber<V> : ILoss<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V y, V t, out V gradient)
    {
        V difference = y - t;
        V size = V.Abs(difference);
        V near = V.Min(V.One, size);
        gradient = V.CopySign(near, difference);
        return near * (size - (near * 0.5f));
    }
}
