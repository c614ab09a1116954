using AeGen.Runtime;

namespace AeGen;

/// <summary>Which vectors a layer has, and what they are called.</summary>
internal static class LayerVectors
{
    /// <summary>The vectors of a layer, in the order in which files have them.</summary>
    public static IEnumerable<LayerVector> Of(LayerArchitecture layer)
    {
        if (layer.HasBias)
        {
            yield return LayerVector.Bias;
        }

        if (layer.Normalization is { } normalization)
        {
            yield return LayerVector.Gain;
            if (normalization.Kind == NormalizationKind.Batch)
            {
                yield return LayerVector.RunningMean;
                yield return LayerVector.RunningVariance;
            }
        }
    }

    /// <summary>Whether the optimizer changes it, so that it has moments.</summary>
    public static bool IsTrained(this LayerVector vector) => vector is LayerVector.Bias or LayerVector.Gain;

    /// <summary>The smallest number that it may hold.</summary>
    public static float Least(this LayerVector vector) => vector == LayerVector.RunningVariance ? 0 : float.MinValue;

    /// <summary>What it begins as.</summary>
    public static float Start(this LayerVector vector) => vector is LayerVector.Gain or LayerVector.RunningVariance ? 1 : 0;

    /// <summary>What it is called in sentences.</summary>
    public static string Words(this LayerVector vector) => vector switch
    {
        LayerVector.Bias => "biases",
        LayerVector.Gain => "gains",
        LayerVector.RunningMean => "running means",
        LayerVector.RunningVariance => "running variances",
    };

    /// <summary>One of a layer's vectors in a copy of all parameters, or null where the copy has none.</summary>
    public static float[]? In(this LayerVector vector, TrainedParameters copy, int layer)
    {
        NormalizationParameters? normalization = copy.Normalizations?.ElementAtOrDefault(layer);
        return vector switch
        {
            LayerVector.Bias => layer < copy.Biases.Count ? copy.Biases[layer] : null,
            LayerVector.Gain => normalization?.Gains,
            LayerVector.RunningMean => normalization?.RunningMeans,
            LayerVector.RunningVariance => normalization?.RunningVariances,
        };
    }
}
