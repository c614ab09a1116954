namespace AeGen;

/// <summary>A device that ILGPU has found.</summary>
/// <param name="Backend">What runs its kernels.</param>
/// <param name="Index">Its place among the backend's devices, from 0.</param>
/// <param name="Name">Its name, as its driver gives it.</param>
/// <param name="MemoryBytes">Its memory, in bytes.</param>
/// <param name="Capability">What it can do, in its backend's terms: the compute capability or the version of OpenCL C.</param>
/// <param name="Problem">Why it cannot be used, or null.</param>
public sealed record IlgpuDeviceInfo(IlgpuBackend Backend, int Index, string Name, long MemoryBytes, string Capability, string? Problem)
{
    /// <summary>Whether it is a GPU: OpenCL has drivers for CPUs, too.</summary>
    public bool IsGpu { get; init; }

    /// <summary>Whether its kernels can compute in double precision, which right inverses need.</summary>
    public bool HasDoubles { get; init; } = true;

    /// <summary>The backend, the name and the memory, in words.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{NameOf(Backend)} {Index}: {Name}, {MemoryBytes / 1048576.0:N0} MiB, {Capability}")
        + (Problem is null ? string.Empty : $"; {Problem}");

    /// <summary>A backend's name as its makers write it.</summary>
    internal static string NameOf(IlgpuBackend backend) => backend switch
    {
        IlgpuBackend.Cuda => "CUDA",
        IlgpuBackend.OpenCl => "OpenCL",
        IlgpuBackend.Cpu => "ILGPU CPU",
    };
}
