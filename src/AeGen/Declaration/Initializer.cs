namespace AeGen;

/// <summary>The distribution from which a layer's weights are drawn; biases start at zero.</summary>
/// <remarks>fan_in is the layer's input size and fan_out its own size.</remarks>
public enum Initializer
{
    /// <summary>
    /// <see cref="GlorotUniform"/>, whatever the activation. <see cref="HeUniform"/>, by fan_in alone, begins a layer behind few inputs
    /// with weights that are too large to train well; name it where many hidden layers with Relu follow one another.
    /// </summary>
    Default = 0,

    /// <summary>Uniform in +-sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio 2010).</summary>
    GlorotUniform = 1,

    /// <summary>Normal with variance 2 / (fan_in + fan_out).</summary>
    GlorotNormal = 2,

    /// <summary>Uniform in +-sqrt(6 / fan_in) (He et al. 2015).</summary>
    HeUniform = 3,

    /// <summary>Normal with variance 2 / fan_in.</summary>
    HeNormal = 4,

    /// <summary>Uniform in +-sqrt(3 / fan_in) (LeCun et al. 1998).</summary>
    LeCunUniform = 5,

    /// <summary>Normal with variance 1 / fan_in.</summary>
    LeCunNormal = 6,

    /// <summary>Orthonormal rows (or columns, where the layer widens), uniformly distributed (Saxe et al. 2014).</summary>
    Orthogonal = 7,
}
