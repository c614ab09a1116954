using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>An activation y = f(z) and its slope f'(z), element by element.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>f(z).</summary>
    static abstract V Value(V z);

    /// <summary>f(z) and f'(z).</summary>
    static abstract V Value(V z, out V slope);
}

/// <summary>An activation whose slope follows from its output, so that nothing else is kept for the way back.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOutputActivation<V> : IActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>f'(z) from y = f(z).</summary>
    static abstract V Slope(V y);
}

/// <summary>An activation with a second derivative, which a penalty on slopes needs.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICurvedActivation<V> : IActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>f''(z) from f'(z) and a point: y = f(z) where it follows from that, else z.</summary>
    static abstract V Curvature(V point, V slope);
}

/// <summary>One whose curvature's point is y, though its slope does not follow from that.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOutputCurvedActivation<V> : ICurvedActivation<V>
    where V : unmanaged, IVector<V>;

/// <summary>An activation with f(0) = 0, so that what is padded with zeros stays so.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IZeroKeepingActivation<V> : IActivation<V>
    where V : unmanaged, IVector<V>;

/// <summary>An activation that comes near a bound on either side, where many inputs have almost the same output.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISaturatingActivation<V> : IActivation<V>
    where V : unmanaged, IVector<V>;
