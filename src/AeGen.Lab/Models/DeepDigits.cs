namespace AeGen.Lab.Models;

// Deep autoencoders of images of 8 x 8 pixels: what a bend between two linear layers buys at the same code width.

[Autoencoder(64), Dense(32, Activation.Tanh), Dense(8), DenseDecoder]
internal sealed partial class DeepFree64To8;

[Autoencoder(64), Dense(32, Activation.Tanh), Dense(8), TiedDecoder]
internal sealed partial class DeepTied64To8;

#pragma warning disable AEG0053 // What saturation costs the right inverse is what the comparison shows.
[Autoencoder(64), Dense(32, Activation.Tanh), Dense(8), RightInverseDecoder]
#pragma warning restore AEG0053
internal sealed partial class DeepRightInverse64To8;
