namespace AeGen.Bench.Peers.Protocol;

/// <summary>What is measured of a network.</summary>
internal enum Work
{
    /// <summary>Training steps on one batch, with Adam.</summary>
    Training,

    /// <summary>Reconstructions of one batch.</summary>
    Inference,
}
