#if ILGPU
using ILGPU.Runtime;
#endif

namespace AeGen.Lab.Devices;

/// <summary>All that the program knows of ILGPU, which a build may lack: the devices beside the CPU.</summary>
internal static class IlgpuDevices
{
    /// <summary>Why there is no such device in a build without ILGPU, and what helps.</summary>
    public const string Missing =
        "This build has no ILGPU, and so runs on the CPU only. To have it, add a NuGet feed that carries ILGPU and ILGPU.Algorithms, such as "
        + "nuget.org, to the NuGet configuration and build again.";

#if ILGPU
    public static bool ArePresent => true;

    /// <summary>The devices that there are: CUDA's, OpenCL's, and ILGPU's own on the CPU.</summary>
    public static IEnumerable<DeviceFacts> List() => IlgpuDevice.Enumerate().Select(Describe);

    /// <exception cref="UsageException">There is no such device, or it cannot be used.</exception>
    public static (DeviceFacts Facts, ComputeDevice Compute) Open(DeviceRequest request)
    {
        int index = request.Index ?? 0;
        try
        {
            IlgpuDevice device = request.Kind switch
            {
                DeviceKind.Cuda => IlgpuDevice.CreateCuda(index),
                DeviceKind.OpenCl => IlgpuDevice.CreateOpenCl(index),
                _ => IlgpuDevice.CreateCpu(),
            };
            return (Describe(device.Info), device);
        }
        catch (DeviceNotAvailableException exception)
        {
            throw new UsageException(exception.Message + " The command devices lists what there is.");
        }
    }

    /// <summary>Whether a device lacks what a model needs.</summary>
    public static bool IsUnfit(Exception exception) => exception is DeviceNotAvailableException;

    /// <summary>Whether a device or its driver failed.</summary>
    public static bool IsFailure(Exception exception) => exception is AcceleratorException;

    private static DeviceFacts Describe(IlgpuDeviceInfo info) => new(RequestFor(info), info.Name, info.MemoryBytes, info.Capability)
    {
        // Right inverses take doubles, and a run has one among its models.
        IsGpu = info.IsGpu && info.HasDoubles,
        Problem = info.Problem,
    };

    private static DeviceRequest RequestFor(IlgpuDeviceInfo info) => info.Backend switch
    {
        IlgpuBackend.Cuda => new DeviceRequest(DeviceKind.Cuda, info.Index),
        IlgpuBackend.OpenCl => new DeviceRequest(DeviceKind.OpenCl, info.Index),
        _ => new DeviceRequest(DeviceKind.IlgpuCpu),
    };
#else
    public static bool ArePresent => false;

    public static IEnumerable<DeviceFacts> List() => [];

    public static (DeviceFacts Facts, ComputeDevice Compute) Open(DeviceRequest request) =>
        throw new UsageException($"There is no device {request}. {Missing}");

    public static bool IsUnfit(Exception exception) => false;

    public static bool IsFailure(Exception exception) => false;
#endif
}
