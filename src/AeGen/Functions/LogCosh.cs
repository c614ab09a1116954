using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>log cosh(y - t), gradient tanh(y - t) (Saleh and Saleh 2022).</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LogCosh<V> : ILoss<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V y, V t, out V gradient)
    {
        V difference = y - t;
        gradient = Tanh<V>.Value(difference);

        // |d| + log(1 + exp(-2|d|)) - log 2 does not overflow, but near 0 all of it cancels: there by d² times a minimax polynomial in d².
        V size = V.Abs(difference);
        V far = (size - V.Create(0.693147181f)) + V.Log(V.One + V.Exp(size * -2f));
        V s = difference * difference;
        V p = V.MultiplyAdd(s, V.Create(1.70231506e-3f), V.Create(-6.63420092e-3f));
        p = V.MultiplyAdd(p, s, V.Create(2.22136807e-2f));
        p = V.MultiplyAdd(p, s, V.Create(-8.33332315e-2f));
        V near = s * V.MultiplyAdd(p, s, V.Create(0.5f));
        return V.IfGreater(size, V.Create(0.625f), far, near);
    }
}
