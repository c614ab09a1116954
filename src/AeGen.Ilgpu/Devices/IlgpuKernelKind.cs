namespace AeGen;

/// <summary>Which of an architecture's kernels run.</summary>
internal enum IlgpuKernelKind
{
    /// <summary>Those that suit the sizes and the device.</summary>
    Automatic,

    /// <summary>Each product and each gradient by tiles, one launch each.</summary>
    Tiled,

    /// <summary>Forward and backward of a batch in one launch, where the network fits a group's memory.</summary>
    Fused,

    /// <summary>Many steps in one launch of one group, where the network fits it.</summary>
    Epoch,
}
