namespace AeGen.Lab.Models;

// The same of points in four dimensions.

[Autoencoder(4), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(2), DenseDecoder]
internal sealed partial class Chart4To2;

[Autoencoder(4), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(3), DenseDecoder]
internal sealed partial class Chart4To3;

#pragma warning disable AEG0052 // That a code as wide as the space has no tear is the counterpart of the claim.
[Autoencoder(4), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(4), DenseDecoder]
#pragma warning restore AEG0052
internal sealed partial class Chart4To4;
