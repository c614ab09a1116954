namespace AeGen;

/// <summary>
/// Adds to what training makes smaller the sum of the squares of all trained weights, times a strength: J = L + strength * sum w², where L is the mean
/// loss per element. Biases are left out.
/// </summary>
/// <remarks>
/// With a dense decoder this is the sum penalty over encoder and decoder of Kunin et al. (2019, arXiv 1901.08168): for samples of d features and their loss,
/// a mean of squared distances, lambda is d times the strength. A weight that a tied decoder shares counts once, so twice the strength is the sum penalty
/// there; the inverse in a right-inverse decoder is not trained and does not count. The losses that training and evaluation report are L. Clipping comes
/// after the penalty's gradient, and weight decay after clipping.
/// </remarks>
/// <param name="strength">The factor, finite and at least 0.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class L2Attribute(double strength) : Attribute
{
    /// <summary>The factor.</summary>
    public double Strength { get; } = strength;
}
