namespace AeGen;

/// <summary>
/// Normalises the layer above it over its units, sample by sample and before the activation: y = f(g (z - m) / sqrt(v + epsilon) + b) with z = W x, the
/// mean m and variance v of z's numbers, the layer's biases b, [outputs], and gains g, [outputs], which are trained as well and start as ones.
/// </summary>
/// <remarks>
/// Ba, Kiros and Hinton 2016, "Layer normalization", formula 4. Training and inference compute the same. A tied or right-inverse decoder works with W itself. It
/// stands behind any layer but the last.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : Attribute
{
    /// <summary>What is added to the variance, 1e-12 to 1; default 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
