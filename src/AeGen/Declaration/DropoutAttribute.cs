namespace AeGen;

/// <summary>
/// Sets numbers to zero in training, each with the same probability p, and multiplies the others by 1 / (1 - p), so that each keeps its mean. Stands before
/// the first layer for dropout on the input, or after a layer for dropout on that layer's output. Encoding, decoding, reconstructing and evaluating use the
/// means, which are the numbers themselves.
/// </summary>
/// <remarks>
/// Srivastava et al. 2014, in the form that scales while training. What is drawn follows from <see cref="OptimizerSettings.NoiseSeed"/> and the number of steps
/// taken, on every target alike.
/// </remarks>
/// <param name="rate">The probability p, at least 0 and below 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : Attribute
{
    /// <summary>The probability with which a number is set to zero.</summary>
    public double Rate { get; } = rate;
}
