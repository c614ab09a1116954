using System.Text.Json.Serialization;

namespace AeGen.Bench.Peers;

/// <summary>What is measured of a network.</summary>
internal enum Work
{
    /// <summary>Training steps on one batch, with Adam.</summary>
    Training,

    /// <summary>Calls of <c>Reconstruct</c>.</summary>
    Inference,
}

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

    /// <summary>The Python that runs PyTorch, none, or null for the first that has it.</summary>
    [JsonIgnore]
    public string? Peer { get; init; }

    /// <summary>The folder for the results.</summary>
    [JsonIgnore]
    public string Output { get; init; } = ".";

    /// <summary>The batch sizes of a network.</summary>
    public IReadOnlyList<int> BatchesOf(string network, Work work) =>
        Batches ?? (work, network) switch
        {
            (Peers.Work.Inference, _) => [1, 64, 4096],
            (_, "circle") => [32],
            (_, "small") => [64],
            (_, "digits") => [128],
            _ => [128, 1024],
        };
}
