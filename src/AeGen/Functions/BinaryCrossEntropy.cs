using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// -t log(y) - (1 - t) log(1 - y), gradient (y - t) / (y (1 - y)), with y limited to 1e-7 from 0 and 1, where the gradient is 0.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BinaryCrossEntropy<V> : ILoss<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V y, V t, out V gradient)
    {
        V p = V.Min(V.Create(1 - 1e-7f), V.Max(V.Create(1e-7f), y));
        gradient = V.IfEqual(p, y, (p - t) / (p * (V.One - p)), V.Zero);
        return -((t * V.Log(p)) + ((V.One - t) * V.Log(V.One - p)));
    }
}
