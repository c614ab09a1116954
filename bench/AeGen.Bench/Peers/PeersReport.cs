using System.Text.Json.Serialization;
using AeGen.Bench.Measuring;
using AeGen.Bench.Peers.Protocol;
using AeGen.Bench.Reporting;

namespace AeGen.Bench.Peers;

/// <summary>All that a run has measured, and on what.</summary>
internal sealed record PeersReport(DateTimeOffset Date, Machine Machine, PeersSettings Settings)
{
    /// <summary>The peers, in their own words.</summary>
    public required IReadOnlyList<PeerRecord> Peers { get; init; }

    /// <summary>Why peers did not run.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Bits of the vectors that the peak was measured with.</summary>
    public int PeakBits { get; } = FmaPeak.VectorBits;

    /// <summary>The results, in the order in which they were measured.</summary>
    public List<CaseResult> Results { get; } = [];
}

/// <summary>Who computes.</summary>
internal enum Side
{
    /// <summary>AeGen on one thread.</summary>
    AegenOne,

    /// <summary>AeGen on as many threads as it finds worth while.</summary>
    AegenAll,

    /// <summary>PyTorch in its fastest way.</summary>
    Torch,

    /// <summary>ONNX Runtime in its fastest way.</summary>
    OnnxRuntime,

    /// <summary>A plain loop in C#.</summary>
    Plain,

    /// <summary>Multiply-adds in registers on one thread, in those of the network's multiply-adds.</summary>
    PeakOne,

    /// <summary>Multiply-adds in registers on one thread a processor.</summary>
    PeakAll,
}

/// <summary>One network, at one batch size, at one kind of work.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Work">The work.</param>
/// <param name="Batch">Samples in a step or call.</param>
/// <param name="MultiplyAdds">Multiply-adds of the products of a step or call.</param>
/// <param name="Deviation">The largest difference from the reference, relative to its largest number.</param>
/// <param name="Rates">Samples a second, by side. The peak's are what the products alone would allow.</param>
/// <param name="Trials">The ways that a peer has, the fastest first, which is the one in the rates.</param>
/// <param name="Problem">Why something was not measured, or null.</param>
internal sealed record CaseResult(
    string Network,
    Work Work,
    int Batch,
    double MultiplyAdds,
    double? Deviation,
    IReadOnlyDictionary<Side, Rate> Rates,
    IReadOnlyDictionary<Side, IReadOnlyList<Trial>> Trials,
    string? Problem)
{
    /// <summary>AeGen's share of the peak of all processors.</summary>
    [JsonIgnore]
    public double? ShareOfPeak => Over(Side.PeakAll);

    /// <summary>AeGen's share of one processor's peak, on one thread.</summary>
    [JsonIgnore]
    public double? ShareOfOnePeak => Median(Side.AegenOne) / Median(Side.PeakOne);

    /// <summary>A side's samples a second.</summary>
    public double? Median(Side side) => Rates.TryGetValue(side, out Rate? rate) ? rate.Median : null;

    /// <summary>AeGen, on all threads, over a side.</summary>
    public double? Over(Side side) => Median(Side.AegenAll) / Median(side);

    /// <summary>The time of a side's step or call.</summary>
    public double? Seconds(Side side) => Batch / Median(side);

    /// <summary>The way of a peer that counts, or null where it was not measured.</summary>
    public Trial? Way(Side side) => Trials.TryGetValue(side, out IReadOnlyList<Trial>? trials) ? trials[0] : null;
}
