using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>|x|, with the slope sign(x); sign(0) is 0.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SizesPenalty<V> : IPenalty<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope(V x) => V.IfEqual(x, V.Zero, V.Zero, V.CopySign(V.One, x));
}
