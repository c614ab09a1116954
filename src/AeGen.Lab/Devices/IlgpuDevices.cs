namespace AeGen.Lab.Devices;

/// <summary>The devices beside the CPU, which ILGPU runs.</summary>
internal static class IlgpuDevices
{
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
}
