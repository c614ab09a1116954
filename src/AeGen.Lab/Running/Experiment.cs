using AeGen.Lab.Data;
using AeGen.Lab.Devices;

namespace AeGen.Lab.Running;

/// <summary>Everything that a comparison depends on.</summary>
internal sealed record Experiment(LabData Data, IReadOnlyList<Variant> Variants, RunDevice Device)
{
    public int Epochs { get; init; } = 10;

    public int BatchSize { get; init; } = 128;

    public LearningRate LearningRate { get; init; } = AeGen.LearningRate.Cosine(3e-3f);

    public ulong Seed { get; init; }

    /// <summary>The CPU's number of threads, or 0 for one a processor.</summary>
    public int Threads { get; init; }

    public int CodeSize => Variants[0].Architecture.CodeSize;

    /// <summary>The widths from the input to the reconstruction, such as 64-16-64.</summary>
    public string Shape => Variants[0].Shape;

    public bool IsLinear => Variants[0].Architecture.Encoder.Concat(Variants[0].Architecture.Decoder)
        .All(layer => layer.Activation == Activation.Identity);

    /// <summary>The test samples whose reconstructions are shown.</summary>
    public DataSet Shown => Data.Test.Subset([.. Enumerable.Range(0, Math.Min(12, Data.Test.Count))]);
}
