namespace AeGen;

/// <summary>A declared architecture, as the generator read it.</summary>
/// <param name="Name">The declared class's name.</param>
/// <param name="InputSize">Number of features of a sample.</param>
/// <param name="Encoder">The encoder's layers, from the input to the code.</param>
/// <param name="Decoder">The decoder's layers, from the code to the reconstruction.</param>
/// <param name="DecoderKind">How the decoder's weights come about.</param>
/// <param name="Damping">The right inverse's damping lambda; 0 for other decoders.</param>
/// <param name="Loss">What training minimises.</param>
/// <param name="Optimizer">How training changes the parameters.</param>
public sealed record Architecture(
    string Name,
    int InputSize,
    IReadOnlyList<LayerArchitecture> Encoder,
    IReadOnlyList<LayerArchitecture> Decoder,
    DecoderKind DecoderKind,
    double Damping,
    Loss Loss,
    Optimizer Optimizer)
{
    /// <summary>How codes are drawn in training, or null where they are what the encoder gives.</summary>
    public VariationalArchitecture? Variational { get; init; }

    /// <summary>Number of features of a code.</summary>
    public int CodeSize => Encoder[^1].Outputs;

    /// <summary>Number of trained numbers: each shared weight counts once.</summary>
    public long ParameterCount =>
        Layers.Sum(layer => layer.ParameterCount);

    /// <summary>All layers in the order in which a model has them: the encoder's, the decoder's and, where there is one, that of the log-variances.</summary>
    internal IReadOnlyList<LayerArchitecture> Layers => Variational is null ? [.. Encoder, .. Decoder] : [.. Encoder, .. Decoder, Variational.LogVariance];

    /// <summary>Whether a layer is normalised over the batch, so that a batch of one sample teaches nothing.</summary>
    internal bool NormalizesBatches => Layers.Any(layer => layer.Normalization?.Kind == NormalizationKind.Batch);
}

/// <summary>How codes are drawn in training: from normal distributions, whose means the encoder gives.</summary>
/// <param name="KlWeight">The factor of the distributions' divergence from the standard normal one.</param>
/// <param name="WarmUp">Number of steps over which the factor grows from 0.</param>
/// <param name="LogVariance">The layer beside the code layer that gives the logarithms of the variances.</param>
public sealed record VariationalArchitecture(double KlWeight, int WarmUp, LayerArchitecture LogVariance)
{
    /// <summary>The factor in a training step.</summary>
    /// <param name="taken">Number of steps taken before, since the model was made.</param>
    internal double WeightAfter(long taken) => taken < WarmUp ? KlWeight * taken / WarmUp : KlWeight;
}

/// <summary>One layer of an architecture, y = f(W x + b), or y = f(g n(W x) + b) where it is normalised.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Inputs">Number of inputs, the columns of W.</param>
/// <param name="Outputs">Number of outputs, the rows of W.</param>
/// <param name="Activation">The function f.</param>
/// <param name="HasBias">Whether there is a bias b.</param>
/// <param name="HasOwnWeights">Whether W is a parameter of its own; false for the decoder layers of a tied or right-inverse decoder.</param>
/// <param name="Initializer">How W is drawn, never <see cref="Initializer.Default"/>.</param>
public sealed record LayerArchitecture(
    string Name, int Inputs, int Outputs, Activation Activation, bool HasBias, bool HasOwnWeights, Initializer Initializer)
{
    /// <summary>How W x is normalised before the biases are added, or null where it is not.</summary>
    public LayerNormalization? Normalization { get; init; }

    /// <summary>Number of trained numbers of its own: weights, biases and gains.</summary>
    public long ParameterCount =>
        (HasOwnWeights ? (long)Inputs * Outputs : 0) + (HasBias ? Outputs : 0) + (Normalization is null ? 0 : Outputs);
}

/// <summary>How a decoder's weights come about.</summary>
public enum DecoderKind
{
    /// <summary>Weights of its own.</summary>
    Dense = 0,

    /// <summary>Transposes of the encoder's weights.</summary>
    Tied = 1,

    /// <summary>Weights of its own that start as transposes of the encoder's.</summary>
    TiedAtInitialization = 2,

    /// <summary>Right inverses of the encoder's weights.</summary>
    RightInverse = 3,
}
