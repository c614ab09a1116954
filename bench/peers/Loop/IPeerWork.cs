namespace AeGen.Bench.Peers.Loop;

/// <summary>A network that is ready to work on a batch.</summary>
internal interface IPeerWork : IDisposable
{
    /// <summary>Does the work so many times.</summary>
    void Repeat(int times);

    /// <summary>The reconstruction of the batch with the weights as they are now.</summary>
    float[] Reconstruct();
}
