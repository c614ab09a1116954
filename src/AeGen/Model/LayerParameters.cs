namespace AeGen;

/// <summary>Access to one layer's weights, biases and normalisation, copied in and out in the field's shape.</summary>
public abstract class LayerParameters
{
    private protected LayerParameters(LayerArchitecture architecture) => Architecture = architecture;

    /// <summary>The layer's sizes, activation and origin of weights.</summary>
    public LayerArchitecture Architecture { get; }

    /// <summary>The layer's name.</summary>
    public string Name => Architecture.Name;

    /// <summary>Copies the weights out: W, [outputs, inputs], row-major; of a tied or right-inverse layer the weights that it works with.</summary>
    /// <param name="weights">Receives outputs * inputs numbers.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="RankDeficientException">The right inverse of the encoder's weights does not exist.</exception>
    public abstract void GetWeights(Span<float> weights);

    /// <summary>Sets the weights: W, [outputs, inputs], row-major. The optimizer's state stays as it is.</summary>
    /// <param name="weights">outputs * inputs finite numbers.</param>
    /// <exception cref="ArgumentException">The length differs, or a number is not finite; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The layer has no weights of its own: its encoder layer has them.</exception>
    public abstract void SetWeights(ReadOnlySpan<float> weights);

    /// <summary>Copies the biases out: b, [outputs].</summary>
    /// <param name="biases">Receives as many numbers as the layer has outputs.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="InvalidOperationException">The layer has no biases.</exception>
    public abstract void GetBiases(Span<float> biases);

    /// <summary>Sets the biases: b, [outputs].</summary>
    /// <param name="biases">As many finite numbers as the layer has outputs.</param>
    /// <exception cref="ArgumentException">The length differs, or a number is not finite; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The layer has no biases.</exception>
    public abstract void SetBiases(ReadOnlySpan<float> biases);

    /// <summary>A copy of the numbers of the layer's normalisation.</summary>
    /// <exception cref="InvalidOperationException">The layer is not normalised.</exception>
    public abstract NormalizationParameters GetNormalization();

    /// <summary>Sets the numbers of the layer's normalisation.</summary>
    /// <param name="values">As many finite numbers of each kind as the layer has outputs, and of those that it has not none.</param>
    /// <exception cref="ArgumentException">A length differs, a number is not finite or a variance is below 0; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The layer is not normalised.</exception>
    public abstract void SetNormalization(NormalizationParameters values);

    /// <summary>A copy of the weights, [outputs, inputs], row-major.</summary>
    public float[] GetWeights()
    {
        float[] weights = new float[checked(Architecture.Outputs * Architecture.Inputs)];
        GetWeights(weights);
        return weights;
    }

    /// <summary>A copy of the biases, [outputs].</summary>
    public float[] GetBiases()
    {
        float[] biases = new float[Architecture.Outputs];
        GetBiases(biases);
        return biases;
    }
}
