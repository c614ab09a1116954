namespace AeGen;

/// <summary>
/// Adds to what training makes smaller how far the rows of each encoder weight W are from orthonormal, times a strength: J = L + strength * sum over the encoder's
/// layers of ||WWᵀ - I||², the sum of the squares of all elements, where L is the mean loss per element.
/// </summary>
/// <remarks>
/// No layer of the encoder may widen: more rows than columns are never orthonormal. Behind orthonormal rows the transpose is the right inverse. The losses that
/// training and evaluation report are L.
/// </remarks>
/// <param name="strength">The factor, finite and at least 0.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OrthogonalityAttribute(double strength) : Attribute
{
    /// <summary>The factor.</summary>
    public double Strength { get; } = strength;
}
