using System.Globalization;
using AeGen.Bench.Peers.Protocol;
using AeGen.Bench.Reporting;

namespace AeGen.Bench.Peers;

/// <summary>A report as tables and lines.</summary>
internal static class PeersTables
{
    private static readonly Side[] Peers = [Side.Torch, Side.OnnxRuntime];

    /// <summary>The file to read.</summary>
    public static string Markdown(PeersReport report) =>
        Table.Markdown("AeGen on the CPU, beside its peers", Conditions(report), Of(report), Problems(report));

    /// <summary>All tables that have rows.</summary>
    public static IReadOnlyList<Table> Of(PeersReport report) =>
    [
        .. Enum.GetValues<Work>()
            .SelectMany(work => new[] { Times(report, work), Ratios(report, work) })
            .Where(table => table.Rows.Count > 0),
    ];

    /// <summary>The machine, the versions and the settings.</summary>
    public static IReadOnlyList<string> Conditions(PeersReport report)
    {
        var lines = new List<string>
        {
            $"Machine: {report.Machine}",
            string.Create(CultureInfo.InvariantCulture, $"Date: {report.Date:yyyy-MM-dd HH:mm} UTC"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Settings: Adam, mean squared error, float32; medians of {report.Settings.Rounds} rounds, ")
            + string.Create(CultureInfo.InvariantCulture, $"each of a turn of about {report.Settings.Seconds:0.###} s for every side"),
        };
        lines.AddRange(report.Peers.Select(Condition));
        lines.AddRange(report.Missing);
        if (Peak(report, Side.PeakOne) is { } one && Peak(report, Side.PeakAll) is { } all)
        {
            string speeds = string.Create(
                CultureInfo.InvariantCulture, $"{one / 1e9:0} GFLOP/s on one thread, {all / 1e9:0} on {report.Machine.Processors}");
            lines.Add(string.Create(
                CultureInfo.InvariantCulture, $"Peak of multiply-adds in registers, vectors of {report.PeakBits} bits: {speeds}"));
        }

        return lines;
    }

    /// <summary>A result in a line, as it comes.</summary>
    public static string Line(CaseResult result)
    {
        string name = $"{Name(result.Work)} {result.Network} {Table.Whole(result.Batch)}: ";
        string[] parts =
        [
            $"AeGen {Table.Duration(result.Seconds(Side.AegenOne))} on one thread, {Table.Duration(result.Seconds(Side.AegenAll))} on all",
            .. Peers.Where(result.Rates.ContainsKey).Select(peer => $"{Table.Ratio(result.Over(peer))} x {Title(peer)}"),
            $"{Table.Ratio(result.Over(Side.Plain))} x plain loop",
            $"{Percent(result.ShareOfPeak)} of the peak",
        ];
        return result.Problem is null ? name + string.Join(", ", parts) : name + result.Problem;
    }

    /// <summary>A peer in a line: what it is, and the ways of which the fastest counts.</summary>
    private static string Condition(PeerRecord peer)
    {
        string threads = peer.Threads == 1 ? "1 thread" : $"1 and {Table.Whole(peer.Threads)} threads";
        IEnumerable<string> modes = peer.Modes.Select(modes => $"{Name(modes.Key)} {string.Join(", ", modes.Value)}");
        string what = $"{peer.Name} {peer.Version} ({peer.Runtime}, {peer.Blas ?? "BLAS unknown"})";
        return $"{what}, the fastest of {threads} and of its modes: {string.Join("; ", modes)}";
    }

    private static Table Times(PeersReport report, Work work)
    {
        Side[] peers = PeersOf(report, work);
        return new Table(
            work == Work.Training ? "Training: time of a step" : "Inference: time of a call of Reconstruct",
            [
                "network", "batch", "AeGen, 1 thread", "AeGen, all", .. peers.SelectMany(peer => new[] { Title(peer), "by" }),
                "plain C#", "AeGen, samples a second", "off the reference by",
            ],
            1,
            [
                .. Measured(report, work).Select(result => (IReadOnlyList<string>)
                [
                    result.Network,
                    Table.Whole(result.Batch),
                    Table.Duration(result.Seconds(Side.AegenOne)),
                    Table.Duration(result.Seconds(Side.AegenAll)),
                    .. peers.SelectMany(peer => new[] { Table.Duration(result.Seconds(peer)), Way(result, peer) }),
                    Table.Duration(result.Seconds(Side.Plain)),
                    Table.Speed(result.Median(Side.AegenAll)),
                    result.Deviation?.ToString("0E+0", CultureInfo.InvariantCulture) ?? "-",
                ]),
            ]);
    }

    private static Table Ratios(PeersReport report, Work work)
    {
        Side[] peers = PeersOf(report, work);
        return new Table(
            work == Work.Training ? "Training: AeGen over its peers" : "Inference: AeGen over its peers",
            [
                "network", "batch", .. peers.Select(peer => "over " + Title(peer)),
                "over the plain loop", "all threads over one", "of the peak, all", "of the peak, 1 thread",
            ],
            1,
            [
                .. Measured(report, work).Select(result => (IReadOnlyList<string>)
                [
                    result.Network,
                    Table.Whole(result.Batch),
                    .. peers.Select(peer => Table.Ratio(result.Over(peer))),
                    Table.Ratio(result.Over(Side.Plain)),
                    Table.Ratio(result.Over(Side.AegenOne)),
                    Percent(result.ShareOfPeak),
                    Percent(result.ShareOfOnePeak),
                ]),
            ]);
    }

    /// <summary>The libraries that have done a work.</summary>
    private static Side[] PeersOf(PeersReport report, Work work) =>
        [.. Peers.Where(peer => Measured(report, work).Any(result => result.Rates.ContainsKey(peer)))];

    private static string Title(Side peer) => peer == Side.Torch ? "PyTorch" : "ONNX Runtime";

    /// <summary>A peer's fastest way, with the program's name where it is not the library's.</summary>
    private static string Way(CaseResult result, Side peer)
    {
        if (result.Way(peer) is not { } way)
        {
            return "-";
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"{way.Threads} thread{(way.Threads == 1 ? "" : "s")}, {way.Mode}");
        return way.Peer == Title(peer) ? text : $"{way.Peer}, {text}";
    }

    private static string Name(Work work) => work.ToString().ToLowerInvariant();

    private static IReadOnlyList<string> Problems(PeersReport report) =>
    [
        .. report.Results.Where(result => result.Problem is not null).Select(Line),
    ];

    private static IEnumerable<CaseResult> Measured(PeersReport report, Work work) =>
        report.Results.Where(result => result.Work == work && result.Rates.Count > 0);

    /// <summary>The median over the cases of the peak, in operations a second.</summary>
    private static double? Peak(PeersReport report, Side side)
    {
        double[] sorted =
        [
            .. report.Results
                .Where(result => result.Rates.ContainsKey(side))
                .Select(result => 2 * result.MultiplyAdds / result.Batch * result.Median(side)!.Value)
                .Order(),
        ];
        return sorted.Length == 0 ? null : sorted[sorted.Length / 2];
    }

    private static string Percent(double? share) =>
        share is { } value ? (100 * value).ToString("0", CultureInfo.InvariantCulture) + " %" : "-";
}
