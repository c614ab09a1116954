using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Declared noise: steps under it against the reference, and what it leaves alone.</summary>
public abstract class NoiseTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const ulong Seed = 77;

    private static readonly ModelLibrary Library = new(new TTarget().Select(
    [
        Declare("NoisyInput", DecoderKind.Tied, 45, new DeclaredNoise("GaussianNoise", 0.3, -1)),
        Declare("MaskedInput", DecoderKind.Dense, 33, new DeclaredNoise("MaskingNoise", 0.4, -1)),
        Declare("DroppedHidden", DecoderKind.Tied, 64, new DeclaredNoise("Dropout", 0.25, 0)),
        Declare("DroppedCode", DecoderKind.RightInverse, 50, new DeclaredNoise("Dropout", 0.5, 1)),
        Declare("AllOver", DecoderKind.Dense, 37, Everywhere(2)),
        Declare("AllOverTied", DecoderKind.Tied, 37, Everywhere(2)),
        Declare("AllOverInverse", DecoderKind.RightInverse, 37, Everywhere(2)),
        new("OneLayer", 20, [new(7)], new(DecoderKind.Tied)) { Noises = Everywhere(1) },
        new("OneLayerInverse", 20, [new(7)], new(DecoderKind.RightInverse)) { Noises = Everywhere(1) },
        new("OwnDecoder", 19, [new(16, Activation.Silu), new(3)], new(DecoderKind.Dense) { Layers = [new(9, Activation.Sigmoid), new(12, Activation.Tanh), new(19)] })
        {
            Noises = Everywhere(4),
        },
        new("Still", 12, [new(5, Activation.Tanh)], new(DecoderKind.Tied))
        {
            Noises = [new("GaussianNoise", 0, -1), new("MaskingNoise", 0, 0), new("Dropout", 0, 0)],
        },
    ],
    "AllOver", "AllOverInverse"));

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_under_noise_are_the_references(string name) => StepCheck.Run(Target, Library, name, Seed, Target.IsSlow ? [34] : [1, 34, 67]);

    [Theory]
    [InlineData("AllOver")]
    [InlineData("AllOverInverse")]
    public void Nothing_but_training_has_noise(string name)
    {
        using ModelHandle model = Target.Create(Library, name, 2);
        var network = new ReferenceNetwork(Library.Declaration(name));
        network.Set(ModelParameters.Of(model));
        float[] data = new Random(3).NextSingles(9 * 37, -1, 1), output = new float[data.Length];

        model.Reconstruct(data, output);

        Assert.All(output.Zip(network.Reconstruct(data)), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
        Assert.Equal(network.Loss(data), model.Evaluate(data), 1e-4);
        Assert.Equal(model.Evaluate(data), model.Evaluate(data));
        network.Noise = new ReferenceNoise(Library.Declaration(name).Noises, 0, 0);
        Assert.Equal(network.Objective(data), model.TrainStep(data), 1e-3);
        Assert.NotEqual(network.Objective(data), network.Loss(data), 1e-2);
    }

    [Fact]
    public void A_training_is_repeated_by_its_seeds_and_changed_by_them() => SeedCheck.Run(Target, Library, "AllOver");

    private static ModelDeclaration Declare(string name, DecoderKind decoder, int input, params DeclaredNoise[] noises) =>
        new(name, input, [new(32, Activation.Gelu), new(11, Activation.Tanh)], new(decoder)) { Noises = noises };

    /// <summary>All three kinds before each layer but the last, one on top of the other.</summary>
    private static DeclaredNoise[] Everywhere(int layers) =>
    [
        .. Enumerable.Range(-1, layers + 1).SelectMany(layer => new DeclaredNoise[]
        {
            new("GaussianNoise", 0.1, layer), new("MaskingNoise", 0.2, layer), new("Dropout", 0.3, layer),
        }),
    ];
}
