namespace AeGen.Bench.Gpu;

/// <summary>Which of AeGen's kernels run.</summary>
internal enum GpuKind
{
    /// <summary>Those that AeGen chooses.</summary>
    Automatic,

    /// <summary>Each product and each gradient by tiles, one launch each.</summary>
    Tiled,

    /// <summary>Forward and backward of a batch in one launch.</summary>
    Fused,

    /// <summary>Many steps in one launch of one group.</summary>
    Epoch,
}
