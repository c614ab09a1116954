namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>The kinds of kernels that a device has.</summary>
public enum KernelKind
{
    Automatic,

    /// <summary>Products by small tiles, and gradients over the whole batch at once.</summary>
    SmallTiles,

    /// <summary>Products by large tiles, and gradients in parts that are added up.</summary>
    LargeTiles,

    /// <summary>Networks in a group's memory.</summary>
    Fused,

    /// <summary>Many steps in one launch.</summary>
    Epoch,
}
