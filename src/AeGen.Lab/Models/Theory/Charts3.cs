namespace AeGen.Lab.Models;

// Deep autoencoders of points in space, wide enough for any smooth chart, with one, two and three numbers in the code.

[Autoencoder(3), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(1), DenseDecoder]
internal sealed partial class Chart3To1;

[Autoencoder(3), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(2), DenseDecoder]
internal sealed partial class Chart3To2;

#pragma warning disable AEG0052 // That a code as wide as the space has no tear is the counterpart of the claim.
[Autoencoder(3), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(3), DenseDecoder]
#pragma warning restore AEG0052
internal sealed partial class Chart3To3;
