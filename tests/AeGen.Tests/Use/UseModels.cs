using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Use;

/// <summary>Variants of the same architectures, to be converted into one another; 20 features, with biases.</summary>
internal static class UseModels
{
    public const int InputSize = 20;

    /// <summary>20-6 with a sigmoid.</summary>
    public const string One = nameof(One);

    /// <summary>20-6, linear throughout.</summary>
    public const string Linear = nameof(Linear);

    /// <summary>20-6-6-6, linear throughout.</summary>
    public const string Chain = nameof(Chain);

    /// <summary>20-12-5, linear throughout.</summary>
    public const string Narrowing = nameof(Narrowing);

    /// <summary>20-12-5 with a hidden tanh.</summary>
    public const string Bent = nameof(Bent);

    /// <summary>20-6-6 whose decoder has an activation and whose encoder has none.</summary>
    public const string BentDecoder = nameof(BentDecoder);

    /// <summary>20-6, linear throughout, whose codes are drawn in training.</summary>
    public const string Variational = nameof(Variational);

    /// <summary>The decoders' names: their kinds, and a damped right inverse.</summary>
    public static IReadOnlyList<string> Decoders { get; } = [.. Enum.GetNames<DecoderKind>(), "Damped"];

    /// <summary>Each architecture with each decoder, by both their names.</summary>
    public static ModelLibrary Library { get; } = new(
    [
        .. All(One, Activation.Sigmoid, [new(6)]),
        .. All(Linear, Activation.Identity, [new(6)]),
        .. All(Chain, Activation.Identity, [new(6), new(6), new(6)]),
        .. All(Narrowing, Activation.Identity, [new(12), new(5)]),
        .. All(Bent, Activation.Identity, [new(12, Activation.Tanh), new(5)]),
        .. All(BentDecoder, Activation.Identity, [new(6), new(6)], Activation.Tanh),
        .. All(Variational, Activation.Identity, [new(6)]).Select(declaration => declaration with { Variational = new(0.1) }),
        Declare("Unbiased", "Dense", Activation.Identity, false, [new(6)]),
        Declare("Wider", "Dense", Activation.Identity, true, [new(7)]),
        Declare("Wider", "Tied", Activation.Identity, true, [new(7)]),
    ]);

    /// <summary>A new model with drawn biases.</summary>
    public static ModelHandle Create(string architecture, string decoder, ulong seed)
    {
        ModelHandle model = Library.Create(architecture + decoder, seed);
        var random = new Random((int)seed);
        foreach (LayerParameters layer in model.Layers.Where(layer => layer.Architecture.HasBias))
        {
            layer.SetBiases(random.NextSingles(layer.Architecture.Outputs, -0.5, 0.5));
        }

        return model;
    }

    /// <summary>The model of another decoder that a conversion makes.</summary>
    public static ModelHandle Convert(ModelHandle source, string conversion, string target) =>
        Library.Type(target, ModelCompiler.Default).From(source, conversion);

    /// <summary>A batch of samples.</summary>
    public static float[] Samples(int count, int seed) => new Random(seed).NextSingles(count * InputSize, -1, 1);

    /// <summary>The samples' reconstructions.</summary>
    public static float[] Reconstruct(ModelHandle model, float[] samples)
    {
        float[] output = new float[samples.Length];
        model.Reconstruct(samples, output);
        return output;
    }

    /// <summary>The largest difference, as a share of the largest expected number or of 1.</summary>
    public static double Distance(IReadOnlyList<double> expected, float[] actual)
    {
        Assert.Equal(expected.Count, actual.Length);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        return expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max() / scale;
    }

    /// <summary>The same for expected numbers in single precision.</summary>
    public static double Distance(float[] expected, float[] actual) => Distance(Array.ConvertAll(expected, value => (double)value), actual);

    private static IEnumerable<ModelDeclaration> All(string name, Activation output, EncoderLayer[] encoder, Activation? hidden = null) =>
        Decoders.Select(decoder => Declare(name, decoder, output, true, encoder, hidden));

    private static ModelDeclaration Declare(
        string name, string decoder, Activation output, bool bias, EncoderLayer[] encoder, Activation? hidden = null)
    {
        bool damped = decoder == "Damped";
        DecoderKind kind = damped ? DecoderKind.RightInverse : Enum.Parse<DecoderKind>(decoder);
        return new(name + decoder, InputSize, [.. encoder.Select(layer => layer with { Bias = bias })], new(kind)
        {
            Bias = bias,
            Damping = damped ? 0.25 : 0,
            HiddenActivation = hidden,
        })
        {
            Output = output,
        };
    }
}
