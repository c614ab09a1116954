using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>A loss of y = f(z), with its gradient in z by the chain rule.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="TLoss">The loss.</typeparam>
/// <typeparam name="TActivation">The output's activation f.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LossOfOutput<V, TLoss, TActivation> : IOutputLoss<V>
    where V : unmanaged, IVector<V>
    where TLoss : struct, ILoss<V>
    where TActivation : struct, IActivation<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z, V t, out V gradient)
    {
        V y = TActivation.Value(z, out V slope);
        V loss = TLoss.Value(y, t, out V inOutput);
        gradient = inOutput * slope;
        return loss;
    }
}
