namespace AeGen.Bench.Peers.Protocol;

/// <summary>A layer, f(W x + b).</summary>
internal sealed record PeerLayer(int Inputs, int Outputs, PeerActivation Activation);

/// <summary>The functions of layers.</summary>
internal enum PeerActivation
{
    Identity,
    Relu,
    Tanh,
}

/// <summary>How the decoder's weights come about.</summary>
internal enum PeerDecoder
{
    /// <summary>Weights of its own.</summary>
    Dense,

    /// <summary>The transpose of the encoder's.</summary>
    Tied,

    /// <summary>The right inverse of the encoder's.</summary>
    RightInverse,
}
