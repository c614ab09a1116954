using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>A penalty on numbers one by one.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPenalty<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The penalty's slope in x; zero at 0, so that padding stays zero.</summary>
    static abstract V Slope(V x);
}
