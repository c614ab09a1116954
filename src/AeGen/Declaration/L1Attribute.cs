namespace AeGen;

/// <summary>
/// Adds to what training makes smaller the sum of the absolute values of all trained weights, times a strength: J = L + strength * sum |w|, where L is
/// the mean loss per element. Biases are left out.
/// </summary>
/// <remarks>
/// A weight that a tied or right-inverse decoder shares counts once. The losses that training and evaluation report are L. Clipping comes after the
/// penalty's gradient, and weight decay after clipping.
/// </remarks>
/// <param name="strength">The factor, finite and at least 0.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class L1Attribute(double strength) : Attribute
{
    /// <summary>The factor.</summary>
    public double Strength { get; } = strength;
}
