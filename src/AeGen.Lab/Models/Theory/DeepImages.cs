namespace AeGen.Lab.Models;

// 784-128-32 and back, ReLU in the hidden layers, with each of the four decoders.

[Autoencoder(784), Dense(128, Activation.Relu), Dense(32), DenseDecoder]
internal sealed partial class DeepFree784To32;

[Autoencoder(784), Dense(128, Activation.Relu), Dense(32), TiedDecoder]
internal sealed partial class DeepTied784To32;

[Autoencoder(784), Dense(128, Activation.Relu), Dense(32), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class DeepTiedAtStart784To32;

[Autoencoder(784), Dense(128, Activation.Relu), Dense(32), RightInverseDecoder]
internal sealed partial class DeepRightInverse784To32;

[Autoencoder(64), Dense(32, Activation.Tanh), Dense(8), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class DeepTiedAtStart64To8;
