namespace AeGen.Tests.Harness;

/// <summary>A copy of all parameters that a model trains.</summary>
public sealed class ModelParameters
{
    private readonly float[]?[] weights;
    private readonly float[]?[] biases;

    private ModelParameters(float[]?[] weights, float[]?[] biases)
    {
        this.weights = weights;
        this.biases = biases;
    }

    /// <summary>A layer's own weights, or null.</summary>
    public float[]? Weights(int layer) => weights[layer];

    /// <summary>A layer's biases, or null.</summary>
    public float[]? Biases(int layer) => biases[layer];

    /// <summary>Copies the parameters out of a model.</summary>
    public static ModelParameters Of(ModelHandle model) => new(
        [.. model.Layers.Select(layer => layer.Architecture.HasOwnWeights ? layer.GetWeights() : null)],
        [.. model.Layers.Select(layer => layer.Architecture.HasBias ? layer.GetBiases() : null)]);

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
        }
    }

    /// <summary>All numbers in order, as bits, so that two copies can be compared exactly.</summary>
    public int[] Bits() =>
        [.. weights.Concat(biases).Where(values => values is not null).SelectMany(values => values!).Select(BitConverter.SingleToInt32Bits)];
}
