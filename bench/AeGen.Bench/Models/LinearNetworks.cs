namespace AeGen.Bench.Models;

// Decoders whose weights follow from the encoder's.

[Autoencoder(784), Dense(32), TiedDecoder]
internal sealed partial class LinearTied;

[Autoencoder(784), Dense(32), RightInverseDecoder]
internal sealed partial class LinearRightInverse;
