namespace AeGen;

/// <summary>
/// A decoder with weights of its own: without arguments, once, the mirror of the encoder; with a size, repeated, layer by layer from the code to
/// the input's size.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseDecoderAttribute : Attribute
{
    /// <summary>The mirror of the encoder.</summary>
    public DenseDecoderAttribute()
    {
    }

    /// <summary>One layer of the decoder.</summary>
    /// <param name="size">Number of the layer's outputs, 1 to 16777216; the last layer's is the input size.</param>
    /// <param name="activation">The layer's function; where it is left out, Identity for a hidden layer and <see cref="AutoencoderAttribute.Output"/> for the last.</param>
    public DenseDecoderAttribute(int size, Activation activation = Activation.Identity)
    {
        Size = size;
        Activation = activation;
    }

    /// <summary>Number of the layer's outputs, or 0 for the mirror.</summary>
    public int Size { get; }

    /// <summary>The layer's function.</summary>
    public Activation Activation { get; }

    /// <summary>The layer's name in weight files and in <c>Layers</c>; only with a size. Default: <c>decoder.0</c>, <c>decoder.1</c> and so on.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the layer, or each layer of the mirror, adds a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn. Default: <see cref="Initializer.GlorotUniform"/>.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>The activation of all hidden layers of the mirror; only without a size. Default: each mirrors its encoder layer's.</summary>
    public Activation HiddenActivation { get; set; }
}
