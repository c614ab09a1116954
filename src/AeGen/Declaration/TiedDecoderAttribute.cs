namespace AeGen;

/// <summary>
/// A decoder that mirrors the encoder with transposed weights: each pair of layers shares one parameter, whose gradient is the sum of both uses.
/// Biases are the decoder's own.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TiedDecoderAttribute : Attribute
{
    /// <summary>Whether the weights are transposes at the start only and free from then on. Default: false.</summary>
    public bool AtInitializationOnly { get; set; }

    /// <summary>Whether the decoder's layers add biases. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The activation of all hidden layers of the decoder. Default: each mirrors its encoder layer's.</summary>
    public Activation HiddenActivation { get; set; }
}
