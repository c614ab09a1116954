using AeGen.Tests.Harness;

namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>All that the tests of devices need of ILGPU, so that they compile, and are skipped, where the build has none.</summary>
internal static class Accelerators
{
    /// <summary>Whether this build has ILGPU.</summary>
    public static bool AreBuilt
    {
        get
        {
#if ILGPU
            return true;
#else
            return false;
#endif
        }
    }

    /// <summary>Compiles models with kernels for ILGPU's devices, too.</summary>
    public static ModelCompiler Compiler { get; } = new(Assemblies());

    /// <summary>Why a backend has no device to run on, or null.</summary>
    public static string? Absence(Backend backend)
    {
        if (!AreBuilt)
        {
            return IlgpuFactAttribute.Missing;
        }

        // Without its CPU accelerator ILGPU is broken, and that is a failure.
        if (backend == Backend.Cpu)
        {
            return null;
        }

        DeviceFound[] devices = [.. Found().Where(device => device.Backend == backend)];
        return devices.Length == 0 ? $"There is no device of {backend}."
            : devices.All(device => device.Problem is not null) ? string.Join(' ', devices.Select(device => $"{device.Name}: {device.Problem}"))
            : null;
    }

    /// <summary>Opens a backend's first device that can be used.</summary>
    public static ComputeDevice Open(Backend backend) => Open(
        backend, backend == Backend.Cpu ? 0 : Found().First(device => device.Backend == backend && device.Problem is null).Index);

#if ILGPU
    public static IReadOnlyList<DeviceFound> Found() =>
        [.. IlgpuDevice.Enumerate().Select(info => new DeviceFound(Of(info.Backend), info.Index, info.Name, info.MemoryBytes, info.Problem))];

    public static ComputeDevice Open(Backend backend, int index) => backend switch
    {
        Backend.Cuda => IlgpuDevice.CreateCuda(index),
        Backend.OpenCl => IlgpuDevice.CreateOpenCl(index),
        _ => IlgpuDevice.CreateCpu(),
    };

    public static ComputeDevice OpenBest() => IlgpuDevice.CreateBest();

    /// <summary>What an open device says of itself.</summary>
    public static DeviceFound Describe(ComputeDevice device)
    {
        IlgpuDeviceInfo info = ((IlgpuDevice)device).Info;
        return new(Of(info.Backend), info.Index, info.Name, info.MemoryBytes, info.Problem);
    }

    /// <summary>Has a device run a kind of kernels where the architecture permits it.</summary>
    public static void Force(ComputeDevice device, KernelKind kind)
    {
        var ilgpu = (IlgpuDevice)device;
        ilgpu.Kind = kind switch
        {
            KernelKind.SmallTiles or KernelKind.LargeTiles => IlgpuKernelKind.Tiled,
            KernelKind.Fused => IlgpuKernelKind.Fused,
            KernelKind.Epoch => IlgpuKernelKind.Epoch,
            _ => IlgpuKernelKind.Automatic,
        };
        ilgpu.LargeTiles = kind switch
        {
            KernelKind.SmallTiles => false,
            KernelKind.LargeTiles => true,
            _ => null,
        };
        ilgpu.Splits = kind switch
        {
            KernelKind.SmallTiles => 1,
            KernelKind.LargeTiles => 3,
            _ => null,
        };
    }

    /// <summary>Sets the length of the largest data set, in bytes, that a training keeps on the device.</summary>
    public static void LimitResidence(ComputeDevice device, long? bytes) => ((IlgpuDevice)device).ResidentLimit = bytes;

    /// <summary>Device memory that models hold.</summary>
    public static long AllocatedBytes(ComputeDevice device) => ((IlgpuDevice)device).AllocatedBytes;

    private static IEnumerable<string> Assemblies() =>
        [typeof(IlgpuDevice).Assembly.Location, typeof(ILGPU.Context).Assembly.Location, typeof(ILGPU.Algorithms.XMath).Assembly.Location];

    private static Backend Of(IlgpuBackend backend) => backend switch
    {
        IlgpuBackend.Cuda => Backend.Cuda,
        IlgpuBackend.OpenCl => Backend.OpenCl,
        _ => Backend.Cpu,
    };
#else
    public static IReadOnlyList<DeviceFound> Found() => throw Unreachable();

    public static ComputeDevice Open(Backend backend, int index) => throw Unreachable();

    public static ComputeDevice OpenBest() => throw Unreachable();

    public static DeviceFound Describe(ComputeDevice device) => throw Unreachable();

    public static void Force(ComputeDevice device, KernelKind kind) => throw Unreachable();

    public static void LimitResidence(ComputeDevice device, long? bytes) => throw Unreachable();

    public static long AllocatedBytes(ComputeDevice device) => throw Unreachable();

    private static IEnumerable<string> Assemblies() => [];

    private static InvalidOperationException Unreachable() => new(IlgpuFactAttribute.Missing);
#endif
}

/// <summary>What runs a device's kernels.</summary>
public enum Backend
{
    Cpu,
    OpenCl,
    Cuda,
}

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

/// <summary>A device that was found; Problem says why it cannot be used, or is null.</summary>
internal sealed record DeviceFound(Backend Backend, int Index, string Name, long MemoryBytes, string? Problem);
