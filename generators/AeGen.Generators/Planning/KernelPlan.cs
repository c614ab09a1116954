using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <summary>
/// An architecture's mathematics, laid out: which matrices there are, which products are taken in which order, what is fused with what. It knows
/// no target: neither memory layouts nor tiles.
/// </summary>
/// <param name="Architecture">The declaration.</param>
/// <param name="BatchMatrices">The batch's matrices; those that inference needs come first.</param>
/// <param name="InferenceMatrices">Number of the batch's matrices that inference needs.</param>
/// <param name="Weights">The trained weights.</param>
/// <param name="Biases">The trained biases.</param>
/// <param name="LayerMatrices">For each layer, encoder first and log-variances last, the transpose of its weight, [inputs, outputs], wherever it comes from.</param>
/// <param name="LayerBiases">For each layer its biases, or null.</param>
/// <param name="Normalizations">For each layer its normalisation, or null.</param>
/// <param name="Inverses">The right inverses.</param>
/// <param name="Phases">All phases; the programs below name them by index.</param>
/// <param name="Programs">Which phases run for what.</param>
/// <param name="TrainingMultiplyAdds">Multiply-adds of a training step a sample.</param>
/// <param name="InferenceMultiplyAdds">Multiply-adds of a reconstruction a sample.</param>
internal sealed record KernelPlan(
    ArchitectureSpec Architecture,
    EquatableArray<BatchMatrix> BatchMatrices,
    int InferenceMatrices,
    EquatableArray<WeightPlan> Weights,
    EquatableArray<BiasPlan> Biases,
    EquatableArray<FixedMatrix> LayerMatrices,
    IReadOnlyList<BiasVector?> LayerBiases,
    IReadOnlyList<NormalizationPlan?> Normalizations,
    EquatableArray<RightInversePlan> Inverses,
    EquatableArray<Phase> Phases,
    Programs Programs,
    long TrainingMultiplyAdds,
    long InferenceMultiplyAdds)
{
    /// <summary>
    /// Whether what becomes of a sample in training depends on the others of its batch, or on what is derived for the whole batch on the way.
    /// </summary>
    public bool MixesRows => HasMeans || Statistics.Any() || Programs.Propagate.Any(phase => Phases[phase] is GramianPhase);

    /// <summary>Whether columns are averaged over the batch.</summary>
    public bool HasMeans => Phases.OfType<MeansPhase>().Any();

    /// <summary>The statistics of normalisations over the batch.</summary>
    public IEnumerable<StatisticsPlan> Statistics =>
        Normalizations.Where(normalization => normalization?.Statistics is not null).Select(normalization => normalization!.Statistics!);

    /// <summary>Whether random numbers are drawn in training.</summary>
    public bool HasNoise => Phases.Any(phase => phase is NoisePhase or SamplePhase);

    /// <summary>Matrices of fixed size that a step derives, but for those of right inverses.</summary>
    public IEnumerable<FixedMatrix> Derived =>
        Phases.OfType<MeansPhase>().Select(phase => phase.Result)
            .Concat(Phases.OfType<SquaredLengthsPhase>().Select(phase => phase.Result))
            .Concat(Phases.OfType<GramianPhase>().Select(phase => phase.Result))
            .Concat(Phases.OfType<CopyPhase>().Select(phase => phase.Copy))
            .Concat(Statistics.Select(statistics => statistics.Folded));

    /// <summary>The batch's samples.</summary>
    public BatchMatrix Input => BatchMatrices[0];

    /// <summary>The batch's codes.</summary>
    public BatchMatrix Code => BatchMatrices[Architecture.Encoder.Count];

    /// <summary>The batch's reconstructions; while training, the loss's gradient in their pre-activations.</summary>
    public BatchMatrix Output => BatchMatrices[Architecture.Encoder.Count + Architecture.Decoder.Count];
}

/// <summary>Sequences of phases, by index.</summary>
/// <param name="Prepare">From the weights to what training needs of the right inverses.</param>
/// <param name="Materialise">From there to the right inverses themselves, which inference works with.</param>
/// <param name="Encode">From the input to the code.</param>
/// <param name="Decode">From the code to the reconstruction.</param>
/// <param name="Evaluate">From the input to the losses.</param>
/// <param name="Propagate">From the input to the losses and back to every layer.</param>
/// <param name="Update">From the signals to the new parameters.</param>
/// <param name="Loss">The phase that writes the losses.</param>
internal sealed record Programs(
    EquatableArray<int> Prepare,
    EquatableArray<int> Materialise,
    EquatableArray<int> Encode,
    EquatableArray<int> Decode,
    EquatableArray<int> Evaluate,
    EquatableArray<int> Propagate,
    EquatableArray<int> Update,
    int Loss);
