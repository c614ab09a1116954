namespace AeGen.Testing.Harness;

/// <summary>A copy of all numbers that training changes.</summary>
public sealed class ModelParameters
{
    private readonly float[]?[] weights;
    private readonly float[]?[] biases;
    private readonly NormalizationParameters?[] normalizations;

    private ModelParameters(float[]?[] weights, float[]?[] biases, NormalizationParameters?[] normalizations)
    {
        this.weights = weights;
        this.biases = biases;
        this.normalizations = normalizations;
    }

    /// <summary>A layer's own weights, or null.</summary>
    public float[]? Weights(int layer) => weights[layer];

    /// <summary>A layer's biases, or null.</summary>
    public float[]? Biases(int layer) => biases[layer];

    /// <summary>A layer's normalisation, or null.</summary>
    public NormalizationParameters? Normalization(int layer) => normalizations[layer];

    /// <summary>Copies the parameters out of a model.</summary>
    public static ModelParameters Of(ModelHandle model) => new(
        [.. model.Layers.Select(layer => layer.Architecture.HasOwnWeights ? layer.GetWeights() : null)],
        [.. model.Layers.Select(layer => layer.Architecture.HasBias ? layer.GetBiases() : null)],
        [.. model.Layers.Select(layer => layer.Architecture.Normalization is null ? null : layer.GetNormalization())]);

    /// <summary>Puts the parameters into a model of the same class.</summary>
    public void CopyTo(ModelHandle model)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] is { } w)
            {
                model.Layers[i].SetWeights(w);
            }

            if (biases[i] is { } b)
            {
                model.Layers[i].SetBiases(b);
            }

            if (normalizations[i] is { } normalization)
            {
                model.Layers[i].SetNormalization(normalization);
            }
        }
    }

    /// <summary>All numbers in order, as bits, so that two copies can be compared exactly.</summary>
    public int[] Bits() => [.. All().Select(BitConverter.SingleToInt32Bits)];

    private IEnumerable<float> All() => weights.Concat(biases)
        .Concat(normalizations.SelectMany(own => (float[]?[])[own?.Gains, own?.RunningMeans, own?.RunningVariances]))
        .SelectMany(values => values ?? []);
}
