namespace AeGen.Bench.Models;

// Decoders with weights of their own. Codes and outputs are linear, but for the smallest network, whose code is its only hidden layer.

[Autoencoder(2), Dense(64, Activation.Tanh), Dense(64, Activation.Tanh), Dense(1), DenseDecoder]
internal sealed partial class Circle;

#pragma warning disable AEG0051 // One hidden layer is the smallest network with an activation.
[Autoencoder(64), Dense(16, Activation.Relu), DenseDecoder]
#pragma warning restore AEG0051
internal sealed partial class Small;

[Autoencoder(64), Dense(32, Activation.Relu), Dense(8), DenseDecoder]
internal sealed partial class Digits;

[Autoencoder(784), Dense(128, Activation.Relu), Dense(32), DenseDecoder]
internal sealed partial class Fashion;

[Autoencoder(784)]
[Dense(1000, Activation.Relu)]
[Dense(500, Activation.Relu)]
[Dense(250, Activation.Relu)]
[Dense(30)]
[DenseDecoder]
internal sealed partial class Deep;
