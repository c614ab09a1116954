using System.Text.Json.Serialization;
using AeGen.Bench.Measuring;
using AeGen.Bench.Reporting;

namespace AeGen.Bench.Gpu;

/// <summary>All that a run has measured, and on what.</summary>
internal sealed record GpuReport(DateTimeOffset Date, Machine Host, DeviceRecord Device, GpuSettings Settings)
{
    /// <summary>AeGen's results, in the order in which they were measured.</summary>
    public List<GpuResult> Results { get; } = [];

    /// <summary>The peer, or null where none ran.</summary>
    public PeerRecord? Peer { get; set; }

    /// <summary>The peer's results.</summary>
    public List<PeerResult> PeerResults { get; } = [];
}

/// <summary>The device.</summary>
internal sealed record DeviceRecord(string Backend, int Index, string Name, long MemoryBytes, string Capability, string Driver);

/// <summary>Rates by quantity; null where one was not measured.</summary>
internal sealed record Rates(
    Rate? TrainingResident = null, Rate? TrainingUpload = null, Rate? InferenceResident = null, Rate? InferenceTransfers = null)
{
    /// <summary>A quantity's rate.</summary>
    public Rate? Of(Quantity quantity) => quantity switch
    {
        Quantity.TrainingResident => TrainingResident,
        Quantity.TrainingUpload => TrainingUpload,
        Quantity.InferenceResident => InferenceResident,
        _ => InferenceTransfers,
    };
}

/// <summary>AeGen's numbers for a network and a batch size.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Batch">Samples in a step, and in a call of inference.</param>
/// <param name="Kind">The kernels that were asked for.</param>
/// <param name="Chosen">The kernels that ran the training.</param>
/// <param name="Deviation">The largest difference from the CPU, relative to the largest number there.</param>
/// <param name="Rates">Samples a second.</param>
/// <param name="Problem">Why something was not measured, or null.</param>
internal sealed record GpuResult(string Network, int Batch, GpuKind Kind, GpuKind? Chosen, double? Deviation, Rates Rates, string? Problem)
{
    /// <summary>Whether something went wrong; that a network does not fit a kind of kernels is no mistake of anybody's.</summary>
    [JsonIgnore]
    public bool Failed => Problem is not null && (Chosen is null || Chosen == Kind || Kind == GpuKind.Automatic);

    /// <summary>The kernels' name in tables.</summary>
    [JsonIgnore]
    public string KernelName => Chosen is { } chosen && chosen != Kind ? $"{Lower(Kind)} ({Lower(chosen)})" : Lower(Kind);

    private static string Lower(GpuKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>The peer and what it runs on, in its own words.</summary>
internal sealed record PeerRecord(string Name, string Version, string Python, string? Cuda, string Device);

/// <summary>The peer's numbers for a network and a batch size.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Batch">Samples in a step, and in a call of inference.</param>
/// <param name="Mode">How the peer ran it.</param>
/// <param name="Tf32">Whether products were allowed the shorter significand of TF32.</param>
/// <param name="Rates">Samples a second.</param>
/// <param name="Problem">Why something was not measured, or null.</param>
internal sealed record PeerResult(string Network, int Batch, string Mode, bool Tf32, Rates Rates, string? Problem)
{
    /// <summary>The mode's name in tables.</summary>
    [JsonIgnore]
    public string ModeName => Tf32 ? $"{Mode}, TF32" : Mode;
}
