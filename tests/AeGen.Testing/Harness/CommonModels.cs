namespace AeGen.Testing.Harness;

/// <summary>Models that several test classes use.</summary>
internal static class CommonModels
{
    /// <summary>100-70-33 with three kinds of decoder: several tiles in every direction, and edge tiles.</summary>
    public const string Dense = nameof(Dense);

    public const string Tied = nameof(Tied);

    public const string RightInverse = nameof(RightInverse);

    /// <summary>20-4, linear, without biases.</summary>
    public const string LinearDense = nameof(LinearDense);

    public const string LinearTied = nameof(LinearTied);

    public const string LinearRightInverse = nameof(LinearRightInverse);

    public const string LinearDamped = nameof(LinearDamped);

    /// <summary>6-3 with Adam and a dense decoder, for tests of everything around the numbers.</summary>
    public const string Small = nameof(Small);

    /// <summary>6-5-3 with Adam, whose hidden layer is normalised over the batch and whose code sample by sample.</summary>
    public const string Normalized = nameof(Normalized);

    /// <summary>784-32, linear, with a right inverse: the size at which conditioning is stated.</summary>
    public const string WideRightInverse = nameof(WideRightInverse);

    /// <summary>6-3 with a sigmoid and cross-entropy.</summary>
    public const string Probabilities = nameof(Probabilities);

    public const double Damping = 0.25;

    public static ModelLibrary Library { get; } = new(
    [
        Large(Dense, DecoderKind.Dense),
        Large(Tied, DecoderKind.Tied),
        Large(RightInverse, DecoderKind.RightInverse),
        Linear(LinearDense, DecoderKind.Dense, 0),
        Linear(LinearTied, DecoderKind.Tied, 0),
        Linear(LinearRightInverse, DecoderKind.RightInverse, 0),
        Linear(LinearDamped, DecoderKind.RightInverse, Damping),
        new(Small, 6, [new(5, Activation.Tanh), new(3)], new(DecoderKind.Dense)) { Optimizer = Optimizer.Adam },
        new(Normalized, 6, [new(5, Activation.Tanh), new(3)], new(DecoderKind.Tied))
        {
            Optimizer = Optimizer.Adam, Normalizations = [new(NormalizationKind.Batch, 0), new(NormalizationKind.Layer, 1)],
        },
        new(WideRightInverse, 784, [new(32, Bias: false)], new(DecoderKind.RightInverse) { Bias = false }) { Optimizer = Optimizer.Sgd },
        new(Probabilities, 6, [new(3)], new(DecoderKind.Dense)) { Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy },
    ]);

    private static ModelDeclaration Large(string name, DecoderKind decoder) =>
        new(name, 100, [new(70, Activation.Elu), new(33)], new(decoder)) { Optimizer = Optimizer.Adam };

    private static ModelDeclaration Linear(string name, DecoderKind decoder, double damping) =>
        new(name, 20, [new(4, Bias: false)], new(decoder) { Bias = false, Damping = damping }) { Optimizer = Optimizer.Sgd };
}
