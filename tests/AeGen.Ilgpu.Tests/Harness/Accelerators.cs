using AeGen.Testing.Harness;

namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>The devices that tests run on.</summary>
internal static class Accelerators
{
    /// <summary>Compiles models with kernels for ILGPU's devices, too.</summary>
    public static ModelCompiler Compiler { get; } = new(Assemblies());

    /// <summary>Why a backend has no device to run on, or null.</summary>
    public static string? Absence(IlgpuBackend backend)
    {
        // Without its CPU accelerator ILGPU is broken, and that is a failure.
        if (backend == IlgpuBackend.Cpu)
        {
            return null;
        }

        IlgpuDeviceInfo[] devices = [.. IlgpuDevice.Enumerate().Where(device => device.Backend == backend)];
        return devices.Length == 0 ? $"There is no device of {backend}."
            : devices.All(device => device.Problem is not null) ? string.Join(' ', devices.Select(device => $"{device.Name}: {device.Problem}"))
            : null;
    }

    /// <summary>Opens a backend's first device that can be used.</summary>
    public static IlgpuDevice Open(IlgpuBackend backend) =>
        Open(backend, IlgpuDevice.Enumerate().First(device => device.Backend == backend && device.Problem is null).Index);

    /// <summary>Opens the backend's device of that index.</summary>
    public static IlgpuDevice Open(IlgpuBackend backend, int index) => backend switch
    {
        IlgpuBackend.Cuda => IlgpuDevice.CreateCuda(index),
        IlgpuBackend.OpenCl => IlgpuDevice.CreateOpenCl(index),
        _ => IlgpuDevice.CreateCpu(),
    };

    /// <summary>Has a device run a kind of kernels where the architecture permits it.</summary>
    public static void Force(IlgpuDevice device, KernelKind kind)
    {
        device.Kind = kind switch
        {
            KernelKind.SmallTiles or KernelKind.LargeTiles => IlgpuKernelKind.Tiled,
            KernelKind.Fused => IlgpuKernelKind.Fused,
            KernelKind.Epoch => IlgpuKernelKind.Epoch,
            _ => IlgpuKernelKind.Automatic,
        };
        device.LargeTiles = kind switch
        {
            KernelKind.SmallTiles => false,
            KernelKind.LargeTiles => true,
            _ => null,
        };
        device.Splits = kind switch
        {
            KernelKind.SmallTiles => 1,
            KernelKind.LargeTiles => 3,
            _ => null,
        };
    }

    private static IEnumerable<string> Assemblies() =>
        [typeof(IlgpuDevice).Assembly.Location, typeof(ILGPU.Context).Assembly.Location, typeof(ILGPU.Algorithms.XMath).Assembly.Location];
}
