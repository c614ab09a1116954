namespace AeGen;

/// <summary>
/// Adds noise in training: x + s n with n of the standard normal distribution, drawn anew for every number of every step. Stands before the first layer for
/// noise on the input, or after a layer for noise on that layer's output. The reconstruction is compared with the input without noise. Encoding, decoding,
/// reconstructing and evaluating go without.
/// </summary>
/// <remarks>
/// A denoising autoencoder (Vincent et al. 2008) is one with noise on its input. What is drawn follows from
/// <see cref="OptimizerSettings.NoiseSeed"/> and the number of steps taken, on every target alike.
/// </remarks>
/// <param name="standardDeviation">s, finite and at least 0.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GaussianNoiseAttribute(double standardDeviation) : Attribute
{
    /// <summary>The noise's standard deviation.</summary>
    public double StandardDeviation { get; } = standardDeviation;
}
