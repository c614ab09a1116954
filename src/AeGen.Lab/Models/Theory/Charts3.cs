namespace AeGen.Lab.Models;

// Deep autoencoders of points in space, wide enough for any smooth chart, with one, two and three numbers in the code.

[Autoencoder(3), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(1), DenseDecoder]
internal sealed partial class Chart3To1;

[Autoencoder(3), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(2), DenseDecoder]
internal sealed partial class Chart3To2;

[Autoencoder(3), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(128, Activation.Relu), Dense(3), DenseDecoder]
internal sealed partial class Chart3To3;
