using System.Text.Json.Serialization;
using AeGen.Bench.Peers.Protocol;

namespace AeGen.Bench.Peers;

/// <summary>What the command line asks for.</summary>
internal sealed record PeersSettings
{
    /// <summary>Names of the networks.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>What is measured.</summary>
    public required IReadOnlyList<Work> Work { get; init; }

    /// <summary>Batch sizes, or null for those that each network is known by.</summary>
    public IReadOnlyList<int>? Batches { get; init; }

    /// <summary>How long one round of one side lasts.</summary>
    public required double Seconds { get; init; }

    /// <summary>Number of rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Names of the peers, or null for those that start.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Peers { get; init; }

    /// <summary>Bits of the widest vectors that the processor is to have, or null for its own.</summary>
    public int? Vectors { get; init; }

    /// <summary>The Python that runs PyTorch, or null for the first that has it.</summary>
    [JsonIgnore]
    public string? Python { get; init; }

    /// <summary>A command that PyTorch is started with, word by word.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> TorchLauncher { get; init; } = [];

    /// <summary>The folder for the results.</summary>
    [JsonIgnore]
    public string Output { get; init; } = ".";

    /// <summary>The batch sizes of a network.</summary>
    public IReadOnlyList<int> BatchesOf(string network, Work work) =>
        Batches ?? (work, network) switch
        {
            (Protocol.Work.Inference, _) => [1, 64, 4096],
            (_, "circle") => [32],
            (_, "small") => [64],
            (_, "digits") => [128],
            _ => [128, 1024],
        };
}
