namespace AeGen;

/// <summary>What a layer computes with in inference, y = f(W x + b), with a normalisation over the batch folded in.</summary>
/// <param name="Weights">W, [outputs, inputs], row-major.</param>
/// <param name="Biases">b, [outputs], or null where there are none.</param>
internal sealed record InferenceParameters(float[] Weights, float[]? Biases)
{
    /// <summary>A layer's numbers. Of one that is normalised sample by sample they are those of W x alone.</summary>
    /// <remarks>With s = g / sqrt(v + epsilon), f(g (W x - m) / sqrt(v + epsilon) + b) = f(diag(s) W x + b - m s).</remarks>
    public static InferenceParameters Of(LayerParameters layer)
    {
        float[] weights = layer.GetWeights();
        float[]? biases = layer.Architecture.HasBias ? layer.GetBiases() : null;
        if (layer.Architecture.Normalization is not { Kind: NormalizationKind.Batch, Epsilon: var epsilon })
        {
            return new(weights, biases);
        }

        int inputs = layer.Architecture.Inputs;
        NormalizationParameters normalization = layer.GetNormalization();
        float[] folded = new float[layer.Architecture.Outputs];
        for (int output = 0; output < folded.Length; output++)
        {
            double scale = normalization.Gains[output] / Math.Sqrt((double)normalization.RunningVariances![output] + epsilon);
            folded[output] = (float)((biases?[output] ?? 0) - (normalization.RunningMeans![output] * scale));
            foreach (ref float weight in weights.AsSpan(output * inputs, inputs))
            {
                weight = (float)(weight * scale);
            }
        }

        return new(weights, folded);
    }
}
