namespace AeGen.Lab.Models;

// Linear autoencoders of 16 features: what penalties leave of the singular values.

[Autoencoder(16), Dense(8, Bias = false), DenseDecoder(Bias = false)]
internal sealed partial class Plain16To8;

/// <summary>The sum penalty, lambda (||W1||² + ||W2||²), with 16 lambda = 0.5.</summary>
[Autoencoder(16), Dense(8, Bias = false), DenseDecoder(Bias = false), L2(0.03125)]
internal sealed partial class SumPenalty16To8;

/// <summary>
/// The product penalty lambda ||W2 W1||² with 16 lambda = 0.5: on the mean that is what noise of the variance 0.5 on the input adds to the squared error of a linear
/// autoencoder, E||x - W2 W1 (x + e)||² = ||x - W2 W1 x||² + 0.5 ||W2 W1||² (Bishop 1995).
/// </summary>
[Autoencoder(16), GaussianNoise(0.70710678), Dense(8, Bias = false), DenseDecoder(Bias = false)]
internal sealed partial class ProductPenalty16To8;
