namespace AeGen;

/// <summary>How the CPU's kernels run. The results are the same bits for any number of threads.</summary>
public sealed record CpuOptions
{
    /// <summary>
    /// Largest number of threads that one call uses, or 0, the default, for one a processor. Small work uses fewer, and no call
    /// uses more than there are processors.
    /// </summary>
    public int Threads { get; init; }

    /// <summary>
    /// Largest width of the vectors that the kernels use, in bits: 128, 256 or 512, or 0, the default, for the widest that the processor has.
    /// A width that the processor lacks falls back to the next smaller one.
    /// </summary>
    public int VectorBits { get; init; }

    /// <summary>Whether even the smallest work uses all threads; for tests of the splitting.</summary>
    internal bool UseAllThreads { get; init; }
}
