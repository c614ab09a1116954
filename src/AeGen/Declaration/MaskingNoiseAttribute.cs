namespace AeGen;

/// <summary>
/// Sets numbers to zero in training, each with the same probability, and leaves the others as they are. Stands before the first layer for noise on the input,
/// or after a layer for noise on that layer's output. The reconstruction is compared with the input without noise. Encoding, decoding, reconstructing and
/// evaluating go without.
/// </summary>
/// <remarks>
/// The masking noise of denoising autoencoders (Vincent et al. 2008). Unlike <see cref="DropoutAttribute"/> it does not make up for the zeros. What is drawn
/// follows from <see cref="OptimizerSettings.NoiseSeed"/> and the number of steps taken, on every target alike.
/// </remarks>
/// <param name="rate">The share of zeros, at least 0 and below 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaskingNoiseAttribute(double rate) : Attribute
{
    /// <summary>The share of zeros.</summary>
    public double Rate { get; } = rate;
}
