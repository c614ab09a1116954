using System.Text.Json.Serialization;

namespace AeGen.Bench.Gpu;

/// <summary>What the command line asks for.</summary>
internal sealed record GpuSettings
{
    /// <summary>The device: auto, cuda, opencl or ilgpu-cpu.</summary>
    public required string Device { get; init; }

    /// <summary>Names of the networks.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>Batch sizes.</summary>
    public required IReadOnlyList<int> Batches { get; init; }

    /// <summary>Kinds of AeGen's kernels.</summary>
    public required IReadOnlyList<GpuKind> Kinds { get; init; }

    /// <summary>Least number of samples of the data set that stays on the device.</summary>
    public required int Samples { get; init; }

    /// <summary>How long a round lasts.</summary>
    public required double Seconds { get; init; }

    /// <summary>Number of rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Modes of the peer.</summary>
    public required IReadOnlyList<string> PeerModes { get; init; }

    /// <summary>The Python that runs the peer, none, or null for a Python that has PyTorch where there is one.</summary>
    [JsonIgnore]
    public string? Peer { get; init; }

    /// <summary>The folder for the results.</summary>
    [JsonIgnore]
    public string Output { get; init; } = ".";
}
