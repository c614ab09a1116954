namespace AeGen.Lab.Devices;

/// <summary>The kinds of devices that a command line can name.</summary>
internal enum DeviceKind
{
    /// <summary>The CPU's own kernels.</summary>
    Cpu,

    /// <summary>A GPU where there is one, or else the CPU.</summary>
    Auto,

    /// <summary>A GPU through NVIDIA's driver.</summary>
    Cuda,

    /// <summary>Whatever an OpenCL driver runs: a GPU or a CPU.</summary>
    OpenCl,

    /// <summary>ILGPU's threads on the CPU: slow, for tests of the GPU's kernels.</summary>
    IlgpuCpu,
}
