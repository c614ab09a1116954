namespace AeGen.Lab.Models;

// Deep autoencoders of 64 features for each code width from 1 on: where their error falls most is the dimension of the data. Tanh next to the data unfolds
// closed manifolds, SiLU behind it flattens the rest: together they came nearer to zero at the dimension than either alone.

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(1), DenseDecoder]
internal sealed partial class Knee64To1;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(2), DenseDecoder]
internal sealed partial class Knee64To2;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(3), DenseDecoder]
internal sealed partial class Knee64To3;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(4), DenseDecoder]
internal sealed partial class Knee64To4;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(5), DenseDecoder]
internal sealed partial class Knee64To5;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(6), DenseDecoder]
internal sealed partial class Knee64To6;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(7), DenseDecoder]
internal sealed partial class Knee64To7;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(8), DenseDecoder]
internal sealed partial class Knee64To8;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(9), DenseDecoder]
internal sealed partial class Knee64To9;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(10), DenseDecoder]
internal sealed partial class Knee64To10;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(11), DenseDecoder]
internal sealed partial class Knee64To11;

[Autoencoder(64), Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(12), DenseDecoder]
internal sealed partial class Knee64To12;
