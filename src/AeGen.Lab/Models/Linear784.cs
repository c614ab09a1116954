namespace AeGen.Lab.Models;

// Linear autoencoders of images of 28 x 28 pixels, each code width with the three kinds of decoder.

[Autoencoder(784), Dense(2), DenseDecoder]
internal sealed partial class Free784To2;

[Autoencoder(784), Dense(2), TiedDecoder]
internal sealed partial class Tied784To2;

[Autoencoder(784), Dense(2), RightInverseDecoder]
internal sealed partial class RightInverse784To2;

[Autoencoder(784), Dense(8), DenseDecoder]
internal sealed partial class Free784To8;

[Autoencoder(784), Dense(8), TiedDecoder]
internal sealed partial class Tied784To8;

[Autoencoder(784), Dense(8), RightInverseDecoder]
internal sealed partial class RightInverse784To8;

[Autoencoder(784), Dense(16), DenseDecoder]
internal sealed partial class Free784To16;

[Autoencoder(784), Dense(16), TiedDecoder]
internal sealed partial class Tied784To16;

[Autoencoder(784), Dense(16), RightInverseDecoder]
internal sealed partial class RightInverse784To16;

[Autoencoder(784), Dense(20), DenseDecoder]
internal sealed partial class Free784To20;

[Autoencoder(784), Dense(20), TiedDecoder]
internal sealed partial class Tied784To20;

[Autoencoder(784), Dense(20), RightInverseDecoder]
internal sealed partial class RightInverse784To20;

[Autoencoder(784), Dense(32), DenseDecoder]
internal sealed partial class Free784To32;

[Autoencoder(784), Dense(32), TiedDecoder]
internal sealed partial class Tied784To32;

[Autoencoder(784), Dense(32), RightInverseDecoder]
internal sealed partial class RightInverse784To32;

[Autoencoder(784), Dense(64), DenseDecoder]
internal sealed partial class Free784To64;

[Autoencoder(784), Dense(64), TiedDecoder]
internal sealed partial class Tied784To64;

[Autoencoder(784), Dense(64), RightInverseDecoder]
internal sealed partial class RightInverse784To64;
