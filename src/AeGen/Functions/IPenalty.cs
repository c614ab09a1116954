using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>A penalty's gradient, element by element.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPenalty<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>A gradient with the penalty's in x added.</summary>
    static abstract V AddGradient(V gradient, V x, V strength);
}
