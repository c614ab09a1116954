namespace AeGen.Lab.Models;

// Purely linear autoencoders, code W x and reconstruction V W x: what the theorems are about.

[Autoencoder(64, Optimizer = Optimizer.Sgd), Dense(8, Bias = false), DenseDecoder(Bias = false)]
internal sealed partial class FreeMap64To8;

[Autoencoder(64, Optimizer = Optimizer.Sgd), Dense(8, Bias = false), TiedDecoder(Bias = false)]
internal sealed partial class TiedMap64To8;

[Autoencoder(64, Optimizer = Optimizer.Sgd), Dense(8, Bias = false), RightInverseDecoder(Bias = false)]
internal sealed partial class RightInverseMap64To8;
