using AeGen.Testing.Harness;

namespace AeGen.Testing.Reference;

/// <summary>The weights, the biases or the gains of one layer.</summary>
public sealed record ParameterTensor(int Layer, ParameterKind Kind, double[] Values)
{
    public bool IsWeight => Kind == ParameterKind.Weights;

    /// <summary>The same numbers of a model.</summary>
    public float[] In(ModelParameters parameters) => Kind switch
    {
        ParameterKind.Weights => parameters.Weights(Layer)!,
        ParameterKind.Biases => parameters.Biases(Layer)!,
        _ => parameters.Normalization(Layer)!.Gains,
    };

    public override string ToString() => $"{Kind} of layer {Layer}";
}

/// <summary>What a tensor of a layer is.</summary>
public enum ParameterKind
{
    Weights,
    Biases,
    Gains,
}
