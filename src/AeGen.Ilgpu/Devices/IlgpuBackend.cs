namespace AeGen;

/// <summary>What runs a device's kernels.</summary>
public enum IlgpuBackend
{
    /// <summary>NVIDIA's driver.</summary>
    Cuda,

    /// <summary>An OpenCL driver, of a GPU or a CPU.</summary>
    OpenCl,

    /// <summary>ILGPU itself, thread by thread on the CPU: slow, and there on every machine.</summary>
    Cpu,
}
