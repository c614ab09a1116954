using AeGen.Onnx;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Files;

/// <summary>Models with every activation, with every decoder, and with every kind of layer before every decoder.</summary>
internal static class OnnxModels
{
    private const int InputSize = 7;

    private static readonly (string Name, DecoderDeclaration Decoder)[] Decoders =
    [
        .. Enum.GetValues<DecoderKind>().Select(kind => ($"{kind}", new DecoderDeclaration(kind))),
        ("LayerByLayer", new(DecoderKind.Dense) { Layers = [new(9, Activation.Relu), new(InputSize)] }),
        ("Damped", new(DecoderKind.RightInverse) { Damping = 0.25, HiddenActivation = Activation.Sigmoid }),
    ];

    public static ModelLibrary Library { get; } = new(
    [
        .. from activation in Enum.GetValues<Activation>()
           let next = Decoders[(int)activation % Decoders.Length]
           select Activated(activation, next.Name, next.Decoder),
        .. Decoders.SelectMany(each => Layered(each.Name, each.Decoder)),
    ]);

    /// <summary>A model after some steps, so that no number is what it began as.</summary>
    public static ModelHandle Trained(string name)
    {
        ModelHandle model = Library.Create(name, seed: 5);
        model.OptimizerSettings = model.OptimizerSettings with { LearningRate = 0.05f };
        var random = new Random(8);
        for (int step = 0; step < 3; step++)
        {
            model.TrainStep(random.NextSingles(16 * InputSize, -2, 2));
        }

        return model;
    }

    /// <summary>The file of a part of a model.</summary>
    public static byte[] Written(ModelHandle model, OnnxPart part)
    {
        using var stream = new MemoryStream();
        model.WriteOnnx(stream, part);
        return stream.ToArray();
    }

    /// <summary>A model with an activation of all layers, and a bias in each.</summary>
    private static ModelDeclaration Activated(Activation activation, string name, DecoderDeclaration decoder) =>
        new($"{activation}{name}", InputSize, [new(5, activation), new(3, activation)], decoder)
        {
            Output = activation, Optimizer = Optimizer.Adam,
        };

    /// <summary>A decoder's models with the other kinds of layers; one of its own shape has them too.</summary>
    private static ModelDeclaration[] Layered(string name, DecoderDeclaration decoder)
    {
        var plain = new ModelDeclaration(name, InputSize, [new(5, Activation.Tanh), new(3)], decoder) { Optimizer = Optimizer.Adam };
        int normalized = decoder.Layers is null ? 2 : 3;
        return
        [
            plain with
            {
                Name = name + "Unbiased",
                Encoder = [.. plain.Encoder.Select(layer => layer with { Bias = false })],
                Decoder = decoder with { Bias = false, Layers = decoder.Layers?.Select(layer => layer with { Bias = false }).ToArray() },
            },
            .. Enum.GetValues<NormalizationKind>().Select(kind => plain with
            {
                Name = $"{name}{kind}Normalized",
                Encoder = [plain.Encoder[0], plain.Encoder[1] with { Bias = false }],
                Normalizations = [.. Enumerable.Range(0, normalized).Select(layer => new DeclaredNormalization(kind, layer))],
            }),
            plain with
            {
                Name = name + "Drawn",
                Variational = new(0.1),
                Noises = [new("GaussianNoise", 0.1, -1), new("Dropout", 0.2, 0)],
            },
        ];
    }
}
