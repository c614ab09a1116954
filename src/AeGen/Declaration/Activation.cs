namespace AeGen;

/// <summary>The function that a layer applies to each of its pre-activations z.</summary>
/// <remarks>The constants are the field's usual ones and are not adjustable.</remarks>
public enum Activation
{
    /// <summary>f(z) = z.</summary>
    Identity = 0,

    /// <summary>f(z) = max(0, z).</summary>
    Relu = 1,

    /// <summary>f(z) = z for z &gt; 0, else 0.01 z.</summary>
    LeakyRelu = 2,

    /// <summary>f(z) = z for z &gt; 0, else exp(z) - 1 (Clevert et al. 2016, alpha = 1).</summary>
    Elu = 3,

    /// <summary>f(z) = 1.0507 z for z &gt; 0, else 1.0507 * 1.6733 (exp(z) - 1) (Klambauer et al. 2017).</summary>
    Selu = 4,

    /// <summary>f(z) = z Phi(z), with the normal distribution function Phi itself and not its tanh approximation (Hendrycks and Gimpel 2016).</summary>
    Gelu = 5,

    /// <summary>f(z) = z sigmoid(z), also called swish.</summary>
    Silu = 6,

    /// <summary>f(z) = tanh(z).</summary>
    Tanh = 7,

    /// <summary>f(z) = 1 / (1 + exp(-z)).</summary>
    Sigmoid = 8,

    /// <summary>f(z) = log(1 + exp(z)).</summary>
    Softplus = 9,

    /// <summary>f(z) = sin(z).</summary>
    Sine = 10,

    /// <summary>f(z) = z tanh(log(1 + exp(z))) (Misra 2020).</summary>
    Mish = 11,

    /// <summary>f(z) = z / (1 + |z|), which comes near 1 and -1 more slowly than tanh (Turian et al. 2009).</summary>
    Softsign = 12,

    /// <summary>f(z) = z min(max(z + 3, 0), 6) / 6, which is near SiLU and needs no exponential (Howard et al. 2019).</summary>
    HardSwish = 13,
}
