using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>An optimizer's numbers for one step, each in every place of a vector.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StepNumbers<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>What is added to the gradient, in shares of the weight.</summary>
    public V Decay;

    /// <summary>The share of the weight that is left before the step.</summary>
    public V Keep;

    /// <summary>The negative learning rate.</summary>
    public V Rate;

    /// <summary>Momentum.</summary>
    public V Momentum;

    /// <summary>The new gradient's share in the first moment; in Lion that in the step.</summary>
    public V Fresh1;

    /// <summary>The new square's share in the second moment; in Lion the new gradient's share in its one moment.</summary>
    public V Fresh2;

    /// <summary>What is added to the root of the second moment.</summary>
    public V Epsilon;

    /// <summary>What the root of the second moment is multiplied by.</summary>
    public V Correction;

    /// <summary>The gradient's share in a step with momentum.</summary>
    public V GradientShare;

    /// <summary>The velocity's share in a step with momentum; in NAdam the first moment's.</summary>
    public V VelocityShare;

    /// <summary>A moment below this is zero.</summary>
    public V Least;
}
