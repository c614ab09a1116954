namespace AeGen;

/// <summary>Adds a penalty on the code, times a strength, to what training makes smaller.</summary>
/// <remarks>
/// With codes h of B samples and k units J is, where L is the mean loss per element,
/// <list type="bullet">
/// <item><see cref="SparsityMeasure.L1"/>: L + strength / B * sum |h|, over samples and units.</item>
/// <item><see cref="SparsityMeasure.KullbackLeibler"/>: L + strength * sum over units of rho log(rho / m) + (1 - rho) log((1 - rho) / (1 - m)) with the target rho
/// and the unit's mean m over the batch (Ng 2011), m kept 1e-6 away from 0 and 1. The code is a sigmoid's.</item>
/// </list>
/// The losses that training and evaluation report are L. Noise on the code comes after the penalty.
/// </remarks>
/// <param name="strength">The factor, finite and at least 0.</param>
/// <param name="measure">How the code's sparsity is measured.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SparsityAttribute(double strength, SparsityMeasure measure = SparsityMeasure.L1) : Attribute
{
    /// <summary>The factor.</summary>
    public double Strength { get; } = strength;

    /// <summary>How the code's sparsity is measured.</summary>
    public SparsityMeasure Measure { get; } = measure;

    /// <summary>The mean activation rho that <see cref="SparsityMeasure.KullbackLeibler"/> aims at, above 0 and below 1. Default: 0.05.</summary>
    public double Target { get; set; } = 0.05;
}
