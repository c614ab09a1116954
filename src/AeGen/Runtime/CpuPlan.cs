using System.ComponentModel;
using AeGen.Functions;

namespace AeGen.Runtime;

/// <summary>The memory layout and the phases of one architecture's CPU kernels, as the generator planned them. Offsets count elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CpuPlan
{
    /// <summary>The architecture as declared.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Length of the parameters' memory: the trained ones first, then transposes, right inverses, what else a step derives, and constants.</summary>
    public required long ParameterFloats { get; init; }

    /// <summary>Length of the trained part of the parameters' memory, and of each moment.</summary>
    public required long TrainedFloats { get; init; }

    /// <summary>Number of moments that the optimizer keeps of each parameter.</summary>
    public required int Moments { get; init; }

    /// <summary>The optimizer's numbers for a step, of its settings, the learning rate and the step, counted from 1.</summary>
    public required Func<OptimizerSettings, float, long, StepSettings> SettingsAt { get; init; }

    /// <summary>Length of the memory in double precision.</summary>
    public required long Doubles { get; init; }

    /// <summary>Length of a thread's own memory.</summary>
    public required long ScratchFloats { get; init; }

    /// <summary>Columns of all the batch's matrices that inference needs, padded; they come first.</summary>
    public required long InferenceColumns { get; init; }

    /// <summary>Columns of all the batch's matrices that training needs, padded.</summary>
    public required long TrainingColumns { get; init; }

    /// <summary>First column of the code.</summary>
    public required long CodeColumn { get; init; }

    /// <summary>First column of the reconstruction; the input's is 0.</summary>
    public required long OutputColumn { get; init; }

    /// <summary>The trained weights.</summary>
    public required WeightLayout[] Weights { get; init; }

    /// <summary>The layers, encoder first.</summary>
    public required LayerLayout[] Layers { get; init; }

    /// <summary>The normalisations, of those layers that have one.</summary>
    public required NormalizationLayout[] Normalizations { get; init; }

    /// <summary>The names of all phases, which the programs below name by index.</summary>
    public required string[] PhaseNames { get; init; }

    /// <summary>The phases that derive from the weights what training needs of the right inverses; empty without any.</summary>
    public required int[] Prepare { get; init; }

    /// <summary>The phases from there to the right inverses themselves, which inference works with.</summary>
    public required int[] Materialise { get; init; }

    /// <summary>The phases from the input to the code.</summary>
    public required int[] Encode { get; init; }

    /// <summary>The phases from the code to the reconstruction.</summary>
    public required int[] Decode { get; init; }

    /// <summary>The phases from the input to the losses.</summary>
    public required int[] Evaluate { get; init; }

    /// <summary>The phases from the input to the losses and every layer's error signal.</summary>
    public required int[] Propagate { get; init; }

    /// <summary>The phases that change the parameters.</summary>
    public required int[] Update { get; init; }

    /// <summary>The phase that writes the losses.</summary>
    public required int LossPhase { get; init; }

    /// <summary>Whether what becomes of a sample on the way back depends on the others of its batch, so that rows cannot go all the way one after the other.</summary>
    public required bool MixesRows { get; init; }

    /// <summary>Multiply-adds of a training step for each sample.</summary>
    public required long TrainingMultiplyAdds { get; init; }

    /// <summary>Multiply-adds of a reconstruction for each sample.</summary>
    public required long InferenceMultiplyAdds { get; init; }
}

/// <summary>Where a layer's W [outputs, inputs] lies.</summary>
/// <param name="Offset">Its place.</param>
/// <param name="IsTurned">Whether W itself lies there, [outputs, inputs]; else it is its transpose, [inputs, outputs].</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MatrixLayout(long Offset, bool IsTurned);

/// <summary>One trained weight.</summary>
/// <param name="Layer">Index of the layer that owns it.</param>
/// <param name="Matrix">Where it lies, and its moments likewise.</param>
/// <param name="Mirror">Where W itself lies beside its transpose, or -1.</param>
/// <param name="TiedAtStart">Index of the weight whose transpose it starts as, or -1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record WeightLayout(int Layer, MatrixLayout Matrix, long Mirror, int TiedAtStart);

/// <summary>Where a layer finds its parameters.</summary>
/// <param name="Matrix">Where its W lies.</param>
/// <param name="Bias">Where its biases lie, or -1.</param>
/// <param name="Weight">Index of the weight of its own, or -1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LayerLayout(MatrixLayout Matrix, long Bias, int Weight);

/// <summary>Where a normalised layer finds its numbers.</summary>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Gain">Where its gains lie.</param>
/// <param name="Statistics">For a normalisation over the batch where its statistics lie; else null.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NormalizationLayout(int Layer, long Gain, StatisticsLayout? Statistics);

/// <summary>Where the statistics of a normalisation over the batch lie, and what inference works with.</summary>
/// <param name="Means">The last batch's means.</param>
/// <param name="Variances">The last batch's variances.</param>
/// <param name="RunningMeans">The running means.</param>
/// <param name="RunningVariances">The running variances.</param>
/// <param name="Folded">The layer's weight with the normalisation in it, [inputs, outputs].</param>
/// <param name="FoldedBias">Its biases with the normalisation in them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record StatisticsLayout(long Means, long Variances, long RunningMeans, long RunningVariances, long Folded, long FoldedBias);
