namespace AeGen.Ilgpu.Tests.Ptx;

[Autoencoder(2)]
[Dense(64, Activation.Tanh)]
[Dense(64, Activation.Tanh)]
[Dense(1)]
[DenseDecoder(64, Activation.Tanh)]
[DenseDecoder(64, Activation.Tanh)]
[DenseDecoder(2)]
internal sealed partial class Circle;

#pragma warning disable AEG0051 // One hidden layer is the smallest network with an activation.
[Autoencoder(64)]
[Dense(16, Activation.Relu)]
[DenseDecoder(64)]
#pragma warning restore AEG0051
internal sealed partial class Small;

[Autoencoder(64)]
[Dense(32, Activation.Relu)]
[Dense(8)]
[DenseDecoder(32, Activation.Relu)]
[DenseDecoder(64)]
internal sealed partial class Digits;

[Autoencoder(784)]
[Dense(128, Activation.Relu)]
[Dense(32)]
[DenseDecoder(128, Activation.Relu)]
[DenseDecoder(784)]
internal sealed partial class Fashion;

[Autoencoder(784)]
[Dense(1000, Activation.Relu)]
[Dense(500, Activation.Relu)]
[Dense(250, Activation.Relu)]
[Dense(30)]
[DenseDecoder(250, Activation.Relu)]
[DenseDecoder(500, Activation.Relu)]
[DenseDecoder(1000, Activation.Relu)]
[DenseDecoder(784)]
internal sealed partial class Deep;

[Autoencoder(784)]
[Dense(32)]
[TiedDecoder]
internal sealed partial class LinearTied;

[Autoencoder(784)]
[Dense(32)]
[RightInverseDecoder]
internal sealed partial class LinearRightInverse;
