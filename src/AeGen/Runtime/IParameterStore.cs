namespace AeGen.Runtime;

/// <summary>The numbers of a network on the host, tensor by tensor, for a device to copy in and out.</summary>
internal interface IParameterStore
{
    /// <summary>Copies a weight's transpose out, [inputs, outputs], row-major.</summary>
    /// <param name="weight">Index of the weight.</param>
    /// <param name="part">0 for the weight itself, 1 and up for its moments.</param>
    /// <param name="target">Receives the numbers.</param>
    void ReadWeight(int weight, int part, Span<float> target);

    /// <summary>Sets a weight's transpose, [inputs, outputs], row-major.</summary>
    void WriteWeight(int weight, int part, ReadOnlySpan<float> source);

    /// <summary>Copies one of a layer's vectors out.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="vector">Which vector.</param>
    /// <param name="part">0 for the vector itself, 1 and up for its moments, if it has any.</param>
    /// <param name="target">Receives the numbers.</param>
    void ReadVector(int layer, LayerVector vector, int part, Span<float> target);

    /// <summary>Sets one of a layer's vectors.</summary>
    void WriteVector(int layer, LayerVector vector, int part, ReadOnlySpan<float> source);
}
