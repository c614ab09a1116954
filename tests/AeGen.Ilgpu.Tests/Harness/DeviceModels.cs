using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>
/// One small model for each kind of decoder, with Adam, two with all else that fits a group's memory, and samples for them.
/// </summary>
internal static class DeviceModels
{
    public const int InputSize = 18;

    public const int CodeSize = 4;

    public const int Batch = 24;

    public const int StepsAnEpoch = 4;

    /// <summary>The last batch of an epoch is smaller.</summary>
    public const int Count = (StepsAnEpoch * Batch) - 5;

    /// <summary>A model with normalised samples, noise and penalties on weights.</summary>
    public const string Disturbed = "Disturbed";

    /// <summary>A model with drawn codes, whose sizes are penalised.</summary>
    public const string Drawn = "Drawn";

    /// <summary>Models by the names of their decoders' kinds, and the two others.</summary>
    public static ModelLibrary Library { get; } = new(Enum.GetValues<DecoderKind>().Select(Declare).Concat(
    [
        Declare(DecoderKind.Tied) with
        {
            Name = Disturbed,
            Normalizations = [new(NormalizationKind.Layer, 0)],
            Noises = [new("GaussianNoise", 0.1, -1), new("Dropout", 0.2, 0)],
            L1 = 1e-4,
            L2 = 1e-3,
        },
        Declare(DecoderKind.Dense) with { Name = Drawn, Variational = new(0.1, 3), Sparsity = new(0.05, SparsityMeasure.L1) },
    ]));

    public static DataSet Data { get; } = new(new Random(41).NextSingles(Count * InputSize, -1, 1), InputSize);

    /// <summary>A batch of the data; the last one is smaller.</summary>
    public static ReadOnlySpan<float> BatchAt(int step)
    {
        int first = step % StepsAnEpoch * Batch;
        return Data.Samples.Span[(first * InputSize)..(Math.Min(first + Batch, Count) * InputSize)];
    }

    private static ModelDeclaration Declare(DecoderKind decoder) =>
        new($"{decoder}", InputSize, [new(11, Activation.Tanh), new(CodeSize)], new(decoder)) { Optimizer = Optimizer.Adam };
}
