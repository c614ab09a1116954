using System.Globalization;

namespace AeGen.Lab.Devices;

/// <summary>What is known of a device.</summary>
/// <param name="Request">How a command line names it.</param>
/// <param name="Name">Its name.</param>
/// <param name="MemoryBytes">Its memory, in bytes.</param>
/// <param name="Capability">What it can do, in its driver's terms.</param>
internal sealed record DeviceFacts(DeviceRequest Request, string Name, long MemoryBytes, string Capability)
{
    /// <summary>Whether it is a GPU that runs every model.</summary>
    public bool IsGpu { get; init; }

    /// <summary>Why it cannot be used, or null.</summary>
    public string? Problem { get; init; }

    public string Memory => string.Create(CultureInfo.InvariantCulture, $"{MemoryBytes / 1048576.0:N0} MiB");

    /// <summary>The device in a line, without a full stop.</summary>
    public override string ToString() => $"{Request}, {Name}, {Memory}, {Capability}";
}
