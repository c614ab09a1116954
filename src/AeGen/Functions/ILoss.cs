using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>One element's loss, of an output y and a target t.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILoss<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The loss, and its gradient in y.</summary>
    static abstract V Value(V y, V t, out V gradient);
}

/// <summary>One element's loss behind the output's activation, of a pre-activation z and a target t.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOutputLoss<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The loss, and its gradient in z.</summary>
    static abstract V Value(V z, V t, out V gradient);
}
