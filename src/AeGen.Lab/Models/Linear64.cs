namespace AeGen.Lab.Models;

// Linear autoencoders of images of 8 x 8 pixels, each code width with the three kinds of decoder.

[Autoencoder(64), Dense(2), DenseDecoder]
internal sealed partial class Free64To2;

[Autoencoder(64), Dense(2), TiedDecoder]
internal sealed partial class Tied64To2;

[Autoencoder(64), Dense(2), RightInverseDecoder]
internal sealed partial class RightInverse64To2;

[Autoencoder(64), Dense(8), DenseDecoder]
internal sealed partial class Free64To8;

[Autoencoder(64), Dense(8), TiedDecoder]
internal sealed partial class Tied64To8;

[Autoencoder(64), Dense(8), RightInverseDecoder]
internal sealed partial class RightInverse64To8;

[Autoencoder(64), Dense(16), DenseDecoder]
internal sealed partial class Free64To16;

[Autoencoder(64), Dense(16), TiedDecoder]
internal sealed partial class Tied64To16;

[Autoencoder(64), Dense(16), RightInverseDecoder]
internal sealed partial class RightInverse64To16;

[Autoencoder(64), Dense(20), DenseDecoder]
internal sealed partial class Free64To20;

[Autoencoder(64), Dense(20), TiedDecoder]
internal sealed partial class Tied64To20;

[Autoencoder(64), Dense(20), RightInverseDecoder]
internal sealed partial class RightInverse64To20;

[Autoencoder(64), Dense(32), DenseDecoder]
internal sealed partial class Free64To32;

[Autoencoder(64), Dense(32), TiedDecoder]
internal sealed partial class Tied64To32;

[Autoencoder(64), Dense(32), RightInverseDecoder]
internal sealed partial class RightInverse64To32;
