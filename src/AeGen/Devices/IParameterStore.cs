namespace AeGen.Runtime;

/// <summary>The trained numbers of a network on the host, tensor by tensor, for a device to copy in and out.</summary>
internal interface IParameterStore
{
    /// <summary>Copies a weight's transpose out, [inputs, outputs], row-major.</summary>
    /// <param name="weight">Index of the weight.</param>
    /// <param name="part">0 for the weight itself, 1 and up for its moments.</param>
    /// <param name="target">Receives the numbers.</param>
    void ReadWeight(int weight, int part, Span<float> target);

    /// <summary>Sets a weight's transpose, [inputs, outputs], row-major.</summary>
    void WriteWeight(int weight, int part, ReadOnlySpan<float> source);

    /// <summary>Copies a layer's biases out.</summary>
    void ReadBias(int layer, int part, Span<float> target);

    /// <summary>Sets a layer's biases.</summary>
    void WriteBias(int layer, int part, ReadOnlySpan<float> source);
}
