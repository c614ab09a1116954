using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>strength |x|, gradient strength sign(x); sign(0) is 0, so that padding stays zero.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SizesPenalty<V> : IPenalty<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V AddGradient(V gradient, V x, V strength) =>
        gradient + V.IfEqual(x, V.Zero, V.Zero, V.CopySign(strength, x));
}
