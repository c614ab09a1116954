namespace AeGen.Lab.Models;

// Four square linear layers behind the encoder, which with weight decay keep the code to as few directions as the data need.

[Autoencoder(64, Optimizer = Optimizer.AdamW)]
[Dense(64, Activation.Tanh), Dense(64, Activation.Silu), Dense(64, Activation.Silu), Dense(24)]
[Dense(24, Bias = false), Dense(24, Bias = false), Dense(24, Bias = false), Dense(24, Bias = false)]
[DenseDecoder(64, Activation.Silu), DenseDecoder(64, Activation.Silu), DenseDecoder(64, Activation.Tanh), DenseDecoder(64)]
internal sealed partial class Chain64To24;
