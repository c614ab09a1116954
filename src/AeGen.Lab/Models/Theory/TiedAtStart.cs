namespace AeGen.Lab.Models;

// Linear autoencoders whose decoder starts as the encoder's transpose and is free from then on.

[Autoencoder(64), Dense(2), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart64To2;

[Autoencoder(64), Dense(8), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart64To8;

[Autoencoder(64), Dense(20), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart64To20;

[Autoencoder(64), Dense(32), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart64To32;

[Autoencoder(784), Dense(2), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart784To2;

[Autoencoder(784), Dense(8), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart784To8;

[Autoencoder(784), Dense(20), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart784To20;

[Autoencoder(784), Dense(32), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart784To32;

[Autoencoder(784), Dense(64), TiedDecoder(AtInitializationOnly = true)]
internal sealed partial class TiedAtStart784To64;
