namespace AeGen;

/// <summary>
/// Declares the partial class that it stands on as an autoencoder. The layers of the encoder follow as <see cref="DenseAttribute"/>s in source
/// order, and one kind of decoder: <see cref="TiedDecoderAttribute"/>, <see cref="RightInverseDecoderAttribute"/> or <see cref="DenseDecoderAttribute"/>.
/// </summary>
/// <param name="inputSize">Number of features of a sample, 1 to 16777216.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AutoencoderAttribute(int inputSize) : Attribute
{
    /// <summary>Number of features of a sample.</summary>
    public int InputSize { get; } = inputSize;

    /// <summary>The activation of the reconstruction. Default: <see cref="Activation.Identity"/>.</summary>
    public Activation Output { get; set; }

    /// <summary>What training minimises. Default: <see cref="Loss.MeanSquaredError"/>.</summary>
    public Loss Loss { get; set; }

    /// <summary>How training changes the parameters. Default: <see cref="Optimizer.Adam"/>.</summary>
    public Optimizer Optimizer { get; set; } = Optimizer.Adam;
}
