using System.Globalization;
using AeGen.Bench.Reporting;

namespace AeGen.Bench.Gpu;

/// <summary>A report as tables and lines.</summary>
internal static class GpuTables
{
    /// <summary>The file to read.</summary>
    public static string Markdown(GpuReport report) => Table.Markdown("AeGen on a GPU", Conditions(report), Of(report), Problems(report));

    /// <summary>All tables that have rows.</summary>
    public static IReadOnlyList<Table> Of(GpuReport report) =>
        [.. new[] { Own(report), Peers(report), Ratios(report), Means(report) }.Where(table => table.Rows.Count > 0)];

    /// <summary>What was not measured, and why.</summary>
    public static IReadOnlyList<string> Problems(GpuReport report) =>
    [
        .. report.Results.Where(result => result.Problem is not null)
            .Select(result => $"AeGen, {result.Network}, batch {Table.Whole(result.Batch)}, {result.KernelName}: {result.Problem}"),
        .. report.PeerResults.Where(result => result.Problem is not null)
            .Select(result => $"{report.Peer?.Name ?? "peer"}, {result.Network}, batch {Table.Whole(result.Batch)}, {result.ModeName}: {result.Problem}"),
    ];

    /// <summary>The machine, the device and the settings.</summary>
    public static IReadOnlyList<string> Conditions(GpuReport report)
    {
        (DeviceRecord device, Machine host, GpuSettings settings) = (report.Device, report.Host, report.Settings);
        var lines = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"Device: {device.Name} ({device.Backend} {device.Index}, {device.MemoryBytes / 1e9:0.0} GB, {device.Capability}), {device.Driver}"),
            $"Host: {host}",
            string.Create(CultureInfo.InvariantCulture, $"Date: {report.Date:yyyy-MM-dd HH:mm} UTC"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Settings: Adam, mean squared error, float32; medians of {settings.Rounds} rounds of {settings.Seconds:0.###} s; ")
                + string.Create(CultureInfo.InvariantCulture, $"a data set of {settings.Samples} samples or four batches, whichever is more"),
        };
        if (report.Peer is { } peer)
        {
            string cuda = peer.Cuda is null ? string.Empty : $", CUDA {peer.Cuda}";
            lines.Add($"Peer: {peer.Name} {peer.Version} (Python {peer.Python}{cuda}) on {peer.Device}");
        }

        return lines;
    }

    private static Table Own(GpuReport report) => new(
        "AeGen, samples a second",
        ["network", "kernels", "batch", .. Quantities.All.Select(Quantities.Title), "off the CPU by"],
        2,
        [
            .. report.Results.Where(result => result.Rates != new Rates()).Select(result => (IReadOnlyList<string>)
            [
                result.Network,
                result.KernelName,
                Table.Whole(result.Batch),
                .. Quantities.All.Select(quantity => Table.Speed(result.Rates.Of(quantity)?.Median)),
                result.Deviation?.ToString("0.0E+0", CultureInfo.InvariantCulture) ?? "-",
            ]),
        ]);

    private static Table Peers(GpuReport report) => new(
        $"{report.Peer?.Name}, samples a second",
        ["network", "mode", "batch", .. Quantities.All.Select(Quantities.Title)],
        2,
        [
            .. report.PeerResults.Where(result => result.Rates != new Rates()).Select(result => (IReadOnlyList<string>)
                [result.Network, result.ModeName, Table.Whole(result.Batch), .. Quantities.All.Select(quantity => Table.Speed(result.Rates.Of(quantity)?.Median))]),
        ]);

    private static Table Ratios(GpuReport report) => new(
        $"AeGen over the fastest mode of {report.Peer?.Name}",
        ["network", "measured", "AeGen's kernels", "mode", "mode with TF32", "batch", "AeGen", "without TF32", "ratio", "with TF32", "ratio"],
        5,
        [
            .. Comparison.Of(report).Select(comparison => (IReadOnlyList<string>)
            [
                comparison.Network,
                Quantities.Title(comparison.Quantity),
                comparison.Kernels,
                comparison.Exact?.Mode ?? "-",
                comparison.Tf32?.Mode ?? "-",
                Table.Whole(comparison.Batch),
                Table.Speed(comparison.Rate),
                Table.Speed(comparison.Exact?.Rate),
                Table.Ratio(comparison.Exact?.Ratio),
                Table.Speed(comparison.Tf32?.Rate),
                Table.Ratio(comparison.Tf32?.Ratio),
            ]),
        ]);

    /// <summary>Each of the peer's modes by itself: AeGen's fastest kernels over it, in the mean over networks and batch sizes.</summary>
    private static Table Means(GpuReport report) => new(
        $"AeGen over each mode of {report.Peer?.Name}, geometric mean",
        ["mode", .. Quantities.All.Select(Quantities.Title)],
        1,
        [
            .. report.PeerResults.Where(result => result.Rates != new Rates()).Select(result => result.ModeName).Distinct().Select(mode => (IReadOnlyList<string>)
                [mode, .. Quantities.All.Select(quantity => Table.Ratio(Comparison.Mean(RatiosTo(report, mode, quantity))))]),
        ]);

    private static IEnumerable<double?> RatiosTo(GpuReport report, string mode, Quantity quantity) =>
        from peer in report.PeerResults
        where peer.ModeName == mode
        let own = report.Results.Where(result => (result.Network, result.Batch) == (peer.Network, peer.Batch)).Max(result => result.Rates.Of(quantity)?.Median)
        select own / peer.Rates.Of(quantity)?.Median;
}
