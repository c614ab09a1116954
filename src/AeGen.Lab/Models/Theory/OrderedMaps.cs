namespace AeGen.Lab.Models;

// Purely linear autoencoders whose axes become the principal directions in their order, and one for which no penalty brings that about.

[Autoencoder(64, Optimizer = Optimizer.Sgd), Dense(8, Bias = false), DenseDecoder(Bias = false), L2(1e-4)]
internal sealed partial class UniformL2Map64To8;

[Autoencoder(64, Optimizer = Optimizer.Sgd), Dense(8, Bias = false), TiedDecoder(Bias = false), PrincipalAxes(AxisMethod.RotationAugmentedGradient)]
internal sealed partial class RotatedMap64To8;

[Autoencoder(64, Optimizer = Optimizer.Sgd), Dense(8, Bias = false), DenseDecoder(Bias = false), PrincipalAxes(AxisMethod.NestedDropout)]
internal sealed partial class NestedMap64To8;
