using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>|y - t|, gradient sign(y - t), which is 0 where both are equal.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MeanAbsoluteError<V> : ILoss<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V y, V t, out V gradient)
    {
        V difference = y - t;
        gradient = V.IfEqual(difference, V.Zero, V.Zero, V.CopySign(V.One, difference));
        return V.Abs(difference);
    }
}
