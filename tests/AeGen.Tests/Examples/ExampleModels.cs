namespace AeGen.Tests.Examples;

/// <summary>Sixteen features and a code of three, with the transpose as decoder.</summary>
[Autoencoder(16)]
[Dense(3, Bias = false)]
[TiedDecoder]
public sealed partial class TiedPlane;

/// <summary>The same with the right inverse as decoder.</summary>
[Autoencoder(16)]
[Dense(3, Bias = false)]
[RightInverseDecoder]
public sealed partial class InversePlane;

/// <summary>The same with a decoder of its own.</summary>
[Autoencoder(16)]
[Dense(3, Bias = false)]
[DenseDecoder]
public sealed partial class DensePlane;

/// <summary>Reconstructs what noise and gaps hide: a denoising autoencoder.</summary>
[Autoencoder(16)]
[GaussianNoise(0.2)]
[MaskingNoise(0.1)]
[Dense(12, Activation.Tanh)]
[Dropout(0.1)]
[Dense(3)]
[DenseDecoder]
public sealed partial class Denoiser;

/// <summary>A sparse code of twice as many units as there are directions, with small weights.</summary>
[Autoencoder(16)]
[Dense(6, Activation.Sigmoid)]
[DenseDecoder]
[L2(1e-6)]
[Sparsity(1e-4, SparsityMeasure.KullbackLeibler, Target = 0.1)]
public sealed partial class SparseCode;

/// <summary>Draws its codes in training, so that codes drawn later decode to new samples: a variational autoencoder.</summary>
[Autoencoder(16)]
[Dense(12, Activation.Tanh)]
[Dense(3)]
[DenseDecoder]
[Variational(0.005, WarmUp = 200)]
public sealed partial class Generative;

/// <summary>A code that varies with the samples as little as the reconstruction allows: a contractive autoencoder.</summary>
[Autoencoder(16)]
[Dense(6, Activation.Sigmoid)]
[DenseDecoder]
[Contractive(0.01)]
public sealed partial class ContractedCode;

/// <summary>The same without the penalty.</summary>
#pragma warning disable AEG0051 // The penalty is all that the two differ by.
[Autoencoder(16)]
[Dense(6, Activation.Sigmoid)]
[DenseDecoder]
#pragma warning restore AEG0051
public sealed partial class PlainCode;

/// <summary>Rows that a penalty keeps orthonormal.</summary>
[Autoencoder(16)]
[Dense(3, Bias = false)]
[DenseDecoder]
[Orthogonality(0.1)]
public sealed partial class OrthonormalPlane;

/// <summary>A plane whose axes a rotation in each step turns to the principal directions, in order.</summary>
[Autoencoder(16, Optimizer = Optimizer.Sgd)]
[Dense(3)]
[TiedDecoder]
[PrincipalAxes(AxisMethod.RotationAugmentedGradient)]
public sealed partial class TurnedPlane;

/// <summary>The same by the mean loss over how many of the first units are kept.</summary>
[Autoencoder(16)]
[Dense(3)]
[TiedDecoder]
[PrincipalAxes(AxisMethod.NestedDropout)]
public sealed partial class NestedPlane;

/// <summary>Hidden layers that are normalised before their activations.</summary>
[Autoencoder(16)]
[Dense(12, Activation.Tanh)]
[BatchNorm]
[Dense(3)]
[DenseDecoder(12, Activation.Tanh)]
[LayerNorm]
[DenseDecoder(16)]
public sealed partial class NormalizedLayers;

/// <summary>Layer by layer, with every choice written out.</summary>
[Autoencoder(16, Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy, Optimizer = Optimizer.RmsProp)]
[Dense(10, Activation.Gelu, Name = "features", Initializer = Initializer.HeNormal)]
[Dense(4, Activation.Silu)]
[DenseDecoder(12, Activation.Elu)]
[DenseDecoder(16, Bias = false)]
public sealed partial class LayerByLayer;
