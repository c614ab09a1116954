namespace AeGen.Lab.Devices;

/// <summary>The device that a run's models are on.</summary>
internal sealed class RunDevice : IDisposable
{
    private RunDevice(DeviceFacts facts, ComputeDevice? compute)
    {
        Facts = facts;
        Compute = compute;
    }

    public DeviceFacts Facts { get; }

    /// <summary>What calls on models take; null for the CPU.</summary>
    public ComputeDevice? Compute { get; }

    /// <summary>Opens the device that a command line asks for.</summary>
    /// <param name="request">The device.</param>
    /// <param name="threads">The CPU's number of threads, or 0 for one a processor.</param>
    /// <exception cref="UsageException">There is no such device, or it cannot be used.</exception>
    public static RunDevice Open(DeviceRequest request, int threads) => request switch
    {
        { Kind: DeviceKind.Cpu } => new RunDevice(Processor.Describe(threads), null),
        { Kind: DeviceKind.Auto } => Open(Best(IlgpuDevices.List()), threads),
        { Index: null } => Open(FirstChoice(request)),
        _ => Open(request),
    };

    /// <summary>What auto stands for: the first GPU that runs every model, or else the CPU.</summary>
    /// <param name="devices">The devices beside the CPU, CUDA's first.</param>
    public static DeviceRequest Best(IEnumerable<DeviceFacts> devices) =>
        devices.FirstOrDefault(device => device is { IsGpu: true, Problem: null })?.Request ?? new DeviceRequest(DeviceKind.Cpu);

    public void Dispose() => Compute?.Dispose();

    private static RunDevice Open(DeviceRequest request)
    {
        (DeviceFacts facts, ComputeDevice compute) = IlgpuDevices.Open(request);
        return new RunDevice(facts, compute);
    }

    /// <summary>Which device of a kind runs if the command line leaves it open. A CPU's OpenCL driver can stand before the GPU's.</summary>
    private static DeviceRequest FirstChoice(DeviceRequest request) => IlgpuDevices.List()
        .Where(device => device.Request.Kind == request.Kind && device.Problem is null)
        .OrderByDescending(device => device.IsGpu)
        .FirstOrDefault()?.Request ?? request;
}
