namespace AeGen;

/// <summary>A copy of all weights and biases that a model trains, and of the numbers of its normalisations.</summary>
/// <param name="Weights">For each layer, in the order of the model's Layers, its weights W, [outputs, inputs], row-major; null where it has none of its own.</param>
/// <param name="Biases">For each layer, in that order, its biases, [outputs]; null where it has none.</param>
public sealed record TrainedParameters(IReadOnlyList<float[]?> Weights, IReadOnlyList<float[]?> Biases)
{
    /// <summary>For each layer, in that order, the numbers of its normalisation; null where it has none. May be empty where no layer has one.</summary>
    public IReadOnlyList<NormalizationParameters?> Normalizations { get; init; } = [];
}
