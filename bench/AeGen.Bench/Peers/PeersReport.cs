using System.Text.Json.Serialization;
using AeGen.Bench.Measuring;
using AeGen.Bench.Reporting;

namespace AeGen.Bench.Peers;

/// <summary>All that a run has measured, and on what.</summary>
internal sealed record PeersReport(DateTimeOffset Date, Machine Machine, PeersSettings Settings)
{
    /// <summary>PyTorch, in its own words, or null where it did not run.</summary>
    public TorchRecord? Torch { get; set; }

    /// <summary>Why a peer did not run, or null.</summary>
    public string? Missing { get; set; }

    /// <summary>Bits of the vectors that the peak was measured with.</summary>
    public int PeakBits { get; } = FmaPeak.VectorBits;

    /// <summary>The results, in the order in which they were measured.</summary>
    public List<CaseResult> Results { get; } = [];
}

/// <summary>PyTorch and what it runs on, in its own words.</summary>
internal sealed record TorchRecord(string Name, string Version, string Python, int Threads, string? Blas);

/// <summary>Who computes.</summary>
internal enum Side
{
    /// <summary>AeGen on one thread.</summary>
    AegenOne,

    /// <summary>AeGen on as many threads as it finds worth while.</summary>
    AegenAll,

    /// <summary>PyTorch on one thread.</summary>
    TorchOne,

    /// <summary>PyTorch on one thread a processor.</summary>
    TorchAll,

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
/// <param name="Problem">Why something was not measured, or null.</param>
internal sealed record CaseResult(
    string Network, Work Work, int Batch, double MultiplyAdds, double? Deviation, IReadOnlyDictionary<Side, Rate> Rates, string? Problem)
{
    /// <summary>AeGen over the better of PyTorch's.</summary>
    [JsonIgnore]
    public double? OverTorch => Median(Side.AegenAll) / Best(Side.TorchOne, Side.TorchAll);

    /// <summary>AeGen over the plain loop.</summary>
    [JsonIgnore]
    public double? OverPlain => Median(Side.AegenAll) / Median(Side.Plain);

    /// <summary>AeGen on all threads over AeGen on one.</summary>
    [JsonIgnore]
    public double? OverOneThread => Median(Side.AegenAll) / Median(Side.AegenOne);

    /// <summary>AeGen's share of the peak of all processors.</summary>
    [JsonIgnore]
    public double? ShareOfPeak => Median(Side.AegenAll) / Median(Side.PeakAll);

    /// <summary>AeGen's share of one processor's peak, on one thread.</summary>
    [JsonIgnore]
    public double? ShareOfOnePeak => Median(Side.AegenOne) / Median(Side.PeakOne);

    /// <summary>A side's samples a second.</summary>
    public double? Median(Side side) => Rates.TryGetValue(side, out Rate? rate) ? rate.Median : null;

    /// <summary>The time of a side's step or call.</summary>
    public double? Seconds(Side side) => Batch / Median(side);

    private double? Best(Side first, Side second) => (Median(first), Median(second)) switch
    {
        ({ } a, { } b) => Math.Max(a, b),
        var (a, b) => a ?? b,
    };
}
