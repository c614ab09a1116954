namespace AeGen;

/// <summary>How a layer is normalised: y = f(g (z - m) / sqrt(v + epsilon) + b) with z = W x.</summary>
/// <param name="Kind">Over what the means m and variances v are taken.</param>
/// <param name="Epsilon">What is added to each variance.</param>
/// <param name="Momentum">The share of each batch in the running means and variances; 0 where there are none.</param>
public sealed record LayerNormalization(NormalizationKind Kind, float Epsilon, float Momentum)
{
    /// <summary>As it is declared, such as <c>BatchNorm with epsilon 1E-05</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Kind}Norm with epsilon {Epsilon:R}");
}

/// <summary>Over what means and variances are taken.</summary>
public enum NormalizationKind
{
    /// <summary>Over the outputs of a layer, sample by sample.</summary>
    Layer = 0,

    /// <summary>Over the samples of a batch, output by output.</summary>
    Batch = 1,
}
