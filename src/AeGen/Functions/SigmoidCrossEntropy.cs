using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>The binary cross-entropy of y = 1 / (1 + exp(-z)): max(0, z) - z t + log(1 + exp(-|z|)), gradient y - t.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SigmoidCrossEntropy<V> : IOutputLoss<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z, V t, out V gradient)
    {
        // In terms of z the logarithms' overflow and the division by y (1 - y) cancel.
        gradient = Sigmoid<V>.Value(z) - t;
        return V.Max(V.Zero, z) - (z * t) + V.Log(V.One + V.Exp(-V.Abs(z)));
    }
}
