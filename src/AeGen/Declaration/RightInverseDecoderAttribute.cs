namespace AeGen;

/// <summary>
/// A decoder that mirrors the encoder with right inverses: where the encoder has W (k x n, k &lt;= n), the decoder has V = Wᵀ(WWᵀ)⁻¹, so that
/// W V = I. It has no weights of its own, and the gradient through V is exact. Biases are the decoder's own.
/// </summary>
/// <remarks>A layer that widens (k &gt; n) has no right inverse and is refused.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RightInverseDecoderAttribute : Attribute
{
    /// <summary>
    /// The damping lambda &gt;= 0 in V = Wᵀ(WWᵀ + lambda I)⁻¹. At 0, the default, dependent rows of W are an error at run time; above 0 they are not.
    /// </summary>
    public double Damping { get; set; }

    /// <summary>Whether the decoder's layers add biases. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The activation of all hidden layers of the decoder. Default: each mirrors its encoder layer's.</summary>
    public Activation HiddenActivation { get; set; }
}
