using System.Reflection;
using AeGen.Files;
using AeGen.ModelFiles;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Files;

/// <summary>Models of every decoder kind and optimizer, small enough to be written and read by the thousand, and access to their state.</summary>
internal static class FileModels
{
    public const int InputSize = 6;

    /// <summary>6-5-3 with a mirror of its own weights.</summary>
    public const string Dense = "DenseAdam";

    public const string Tied = "TiedAdam";

    public const string RightInverse = "RightInverseAdam";

    /// <summary>6-5-3-4-6: a decoder of its own shape, partly without biases.</summary>
    public const string Own = nameof(Own);

    /// <summary>6-3 with a name for the layer and no biases at all; tied.</summary>
    public const string Bare = nameof(Bare);

    /// <summary>6-3 with a damped right inverse.</summary>
    public const string Damped = nameof(Damped);

    /// <summary>6-5-3 whose steps are under noise, which follows from their number.</summary>
    public const string Noisy = nameof(Noisy);

    /// <summary>6-5-3, normalised over the batch and then sample by sample.</summary>
    public const string Normalized = nameof(Normalized);

    /// <summary>6-5-3 whose codes are drawn, with a weight that grows over the first steps.</summary>
    public const string Variational = nameof(Variational);

    public static ModelLibrary Library { get; } = new(
    [
        .. Enum.GetValues<DecoderKind>().SelectMany(kind => Enum.GetValues<Optimizer>().Select(optimizer => Declare(kind, optimizer))),
        new(Own, InputSize, [new(5, Activation.Tanh, Bias: false), new(3)], new(DecoderKind.Dense)
        {
            Layers = [new(4, Activation.Relu, Bias: false), new(InputSize)],
        }) { Output = Activation.Sigmoid, Loss = Loss.Huber },
        new(Bare, InputSize, [new(3, Bias: false)], new(DecoderKind.Tied) { Bias = false }),
        new(Damped, InputSize, [new(3)], new(DecoderKind.RightInverse) { Damping = 0.25 }),
        new(Noisy, InputSize, [new(5, Activation.Tanh), new(3)], new(DecoderKind.Tied))
        {
            Optimizer = Optimizer.Adam, Noises = [new("GaussianNoise", 0.3, -1), new("Dropout", 0.25, 0)],
        },
        new(Normalized, InputSize, [new(5, Activation.Tanh), new(3)], new(DecoderKind.RightInverse))
        {
            Optimizer = Optimizer.Adam, Normalizations = [new(NormalizationKind.Batch, 0), new(NormalizationKind.Layer, 1)],
        },
        new(Variational, InputSize, [new(5, Activation.Tanh), new(3)], new(DecoderKind.RightInverse))
        {
            Optimizer = Optimizer.Adam, Variational = new(0.1, 8),
        },
    ]);

    public static TheoryData<string> Names => [.. Library.Names];

    /// <summary>A new model of one of these.</summary>
    public static ModelHandle Create(string name, ulong seed = 1) => Library.Create(name, seed);

    /// <summary>What stands behind a model.</summary>
    public static IStateOwner StateOf(ModelHandle model) =>
        model.Layers[0].GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Select(field => field.GetValue(model.Layers[0])).OfType<IStateOwner>().Single();

    /// <summary>The bytes of a file of a model.</summary>
    public static byte[] BytesOf(ModelHandle model, bool training = false, TrainingState? state = null)
    {
        using var stream = new MemoryStream();
        StateOf(model).Gather(training, state).Write(stream);
        return stream.ToArray();
    }

    /// <summary>Loads a file from memory.</summary>
    public static TrainingState? Load(ModelHandle model, byte[] content, bool training = false)
    {
        using var file = new SafetensorsFile(new MemoryStream(content, writable: false), "memory");
        return StateOf(model).Apply(file, training);
    }

    /// <summary>All that a checkpoint of a model holds, as text and bits.</summary>
    public static string[] Contents(ModelHandle model)
    {
        ModelState state = StateOf(model).Gather(training: true);
        return
        [
            .. state.Metadata.Select(entry => $"{entry.Key} = {entry.Value}"),
            .. state.Tensors.Select(tensor => $"{tensor.Name} {FileText.Shape(tensor.Shape)}: {string.Join(' ', tensor.Values.Select(BitConverter.SingleToInt32Bits))}"),
        ];
    }

    /// <summary>Takes steps, on batches that depend on the step's number alone.</summary>
    public static void Train(ModelHandle model, int first, int count)
    {
        for (int step = first; step < first + count; step++)
        {
            var random = new Random(4000 + step);
            model.TrainStep([.. Enumerable.Range(0, 7 * InputSize).Select(_ => (random.NextSingle() * 2) - 1)]);
        }
    }

    private static ModelDeclaration Declare(DecoderKind kind, Optimizer optimizer) =>
        new($"{kind}{optimizer}", InputSize, [new(5, Activation.Tanh), new(3)], new(kind)) { Optimizer = optimizer };
}
