namespace AeGen;

/// <summary>
/// Normalises each unit of the layer above it over the batch, before the activation: y = f(g (z - m) / sqrt(v + epsilon) + b) with z = W x, the unit's mean m
/// and variance v over the batch, the layer's biases b, [outputs], and gains g, [outputs], which are trained as well and start as ones. Inference works with
/// running means and variances of the batches trained on, folded into the weights, so that it costs nothing.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy 2015, "Batch normalization", algorithms 1 and 2. The running variance is of batch / (batch - 1) times v, as if each batch were a sample of
/// all. A tied or right-inverse decoder works with W itself. It stands behind any layer but the last. A batch has at least 2 samples; <see
/// cref="FitOptions.BatchSize"/> says what becomes of the last few of an epoch.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : Attribute
{
    /// <summary>What is added to the variance, 1e-12 to 1; default 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The share of each batch in the running means and variances, above 0 and at most 1; default 0.1.</summary>
    public double Momentum { get; set; } = 0.1;
}
