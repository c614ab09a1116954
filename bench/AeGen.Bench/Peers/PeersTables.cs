using System.Globalization;
using AeGen.Bench.Reporting;

namespace AeGen.Bench.Peers;

/// <summary>A report as tables and lines.</summary>
internal static class PeersTables
{
    /// <summary>The file to read.</summary>
    public static string Markdown(PeersReport report) => Table.Markdown("AeGen on the CPU, beside its peers", Conditions(report), Of(report), Problems(report));

    /// <summary>All tables that have rows.</summary>
    public static IReadOnlyList<Table> Of(PeersReport report) =>
    [
        .. Enum.GetValues<Work>().SelectMany(work => new[] { Times(report, work), Ratios(report, work) }).Where(table => table.Rows.Count > 0),
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
                $"Settings: Adam, mean squared error, float32; all sides in turn in each of {report.Settings.Rounds} rounds of about {report.Settings.Seconds:0.###} s a side; medians"),
        };
        if (report.Torch is { } torch)
        {
            lines.Add($"{torch.Name} {torch.Version} (Python {torch.Python}, {torch.Blas ?? "BLAS unknown"}), on 1 and on {Table.Whole(torch.Threads)} threads");
        }

        if (report.Missing is { } missing)
        {
            lines.Add(missing);
        }

        if (Peak(report, Side.PeakOne) is { } one && Peak(report, Side.PeakAll) is { } all)
        {
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Peak of multiply-adds in registers, vectors of {report.PeakBits} bits: {one / 1e9:0} GFLOP/s on one thread, {all / 1e9:0} on {report.Machine.Processors}"));
        }

        return lines;
    }

    /// <summary>A result in a line, as it comes.</summary>
    public static string Line(CaseResult result)
    {
        string name = $"{result.Work.ToString().ToLowerInvariant()} {result.Network} {Table.Whole(result.Batch)}: ";
        string[] parts =
        [
            $"AeGen {Table.Duration(result.Seconds(Side.AegenOne))} on one thread, {Table.Duration(result.Seconds(Side.AegenAll))} on all",
            $"{Table.Ratio(result.OverTorch)} x PyTorch",
            $"{Table.Ratio(result.OverPlain)} x plain loop",
            $"{Percent(result.ShareOfPeak)} of the peak",
        ];
        return result.Problem is null ? name + string.Join(", ", parts) : name + result.Problem;
    }

    private static Table Times(PeersReport report, Work work) => new(
        work == Work.Training ? "Training: time of a step" : "Inference: time of a call of Reconstruct",
        ["network", "batch", "AeGen, 1 thread", "AeGen, all", "PyTorch, 1 thread", "PyTorch, all", "plain C#", "AeGen, samples a second", "off the reference by"],
        1,
        [
            .. Measured(report, work).Select(result => (IReadOnlyList<string>)
            [
                result.Network,
                Table.Whole(result.Batch),
                .. new[] { Side.AegenOne, Side.AegenAll, Side.TorchOne, Side.TorchAll, Side.Plain }.Select(side => Table.Duration(result.Seconds(side))),
                Table.Speed(result.Median(Side.AegenAll)),
                result.Deviation?.ToString("0E+0", CultureInfo.InvariantCulture) ?? "-",
            ]),
        ]);

    private static Table Ratios(PeersReport report, Work work) => new(
        work == Work.Training ? "Training: AeGen over its peers" : "Inference: AeGen over its peers",
        ["network", "batch", "over PyTorch", "over the plain loop", "all threads over one", "of the peak, all", "of the peak, 1 thread"],
        1,
        [
            .. Measured(report, work).Select(result => (IReadOnlyList<string>)
            [
                result.Network,
                Table.Whole(result.Batch),
                Table.Ratio(result.OverTorch),
                Table.Ratio(result.OverPlain),
                Table.Ratio(result.OverOneThread),
                Percent(result.ShareOfPeak),
                Percent(result.ShareOfOnePeak),
            ]),
        ]);

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
            .. report.Results.Where(result => result.Rates.ContainsKey(side)).Select(result => 2 * result.MultiplyAdds / result.Batch * result.Median(side)!.Value).Order(),
        ];
        return sorted.Length == 0 ? null : sorted[sorted.Length / 2];
    }

    private static string Percent(double? share) => share is { } value ? (100 * value).ToString("0", CultureInfo.InvariantCulture) + " %" : "-";
}
