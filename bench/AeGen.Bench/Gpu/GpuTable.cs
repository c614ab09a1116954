using System.Globalization;

namespace AeGen.Bench.Gpu;

/// <summary>A report as tables of text, the same for the terminal and for the file.</summary>
/// <param name="Title">What the table shows.</param>
/// <param name="Headings">The columns' headings.</param>
/// <param name="TextColumns">How many columns, from the first, hold words; the others hold numbers.</param>
/// <param name="Rows">The rows.</param>
internal sealed record GpuTable(string Title, IReadOnlyList<string> Headings, int TextColumns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>All tables that have rows.</summary>
    public static IReadOnlyList<GpuTable> Of(GpuReport report) =>
        [.. new[] { Own(report), Peers(report), Ratios(report), Means(report) }.Where(table => table.Rows.Count > 0)];

    /// <summary>What was not measured, and why.</summary>
    public static IReadOnlyList<string> Problems(GpuReport report) =>
    [
        .. report.Results.Where(result => result.Problem is not null)
            .Select(result => $"AeGen, {result.Network}, batch {Whole(result.Batch)}, {result.KernelName}: {result.Problem}"),
        .. report.PeerResults.Where(result => result.Problem is not null)
            .Select(result => $"{report.Peer?.Name ?? "peer"}, {result.Network}, batch {Whole(result.Batch)}, {result.ModeName}: {result.Problem}"),
    ];

    /// <summary>The machine, the device and the settings.</summary>
    public static IReadOnlyList<string> Conditions(GpuReport report)
    {
        (DeviceRecord device, HostRecord host, GpuSettings settings) = (report.Device, report.Host, report.Settings);
        var lines = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"Device: {device.Name} ({device.Backend} {device.Index}, {device.MemoryBytes / 1e9:0.0} GB, {device.Capability}), {device.Driver}"),
            $"Host: {host.System}, {host.Architecture}, {Whole(host.Processors)} processors, {host.Runtime}",
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

    /// <summary>Samples a second in three digits.</summary>
    public static string Speed(double? rate)
    {
        if (rate is not { } value)
        {
            return "-";
        }

        (double scaled, string unit) = value switch
        {
            >= 1e9 => (value / 1e9, " G"),
            >= 1e6 => (value / 1e6, " M"),
            >= 1e3 => (value / 1e3, " k"),
            _ => (value, string.Empty),
        };
        return scaled.ToString(scaled < 10 ? "0.00" : scaled < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) + unit;
    }

    private static GpuTable Own(GpuReport report) => new(
        "AeGen, samples a second",
        ["network", "kernels", "batch", .. Quantities.All.Select(Quantities.Title), "off the CPU by"],
        2,
        [
            .. report.Results.Where(result => result.Rates != new Rates()).Select(result => (IReadOnlyList<string>)
            [
                result.Network,
                result.KernelName,
                Whole(result.Batch),
                .. Quantities.All.Select(quantity => Speed(result.Rates.Of(quantity)?.Median)),
                result.Deviation?.ToString("0.0E+0", CultureInfo.InvariantCulture) ?? "-",
            ]),
        ]);

    private static GpuTable Peers(GpuReport report) => new(
        $"{report.Peer?.Name}, samples a second",
        ["network", "mode", "batch", .. Quantities.All.Select(Quantities.Title)],
        2,
        [
            .. report.PeerResults.Where(result => result.Rates != new Rates()).Select(result => (IReadOnlyList<string>)
                [result.Network, result.ModeName, Whole(result.Batch), .. Quantities.All.Select(quantity => Speed(result.Rates.Of(quantity)?.Median))]),
        ]);

    private static GpuTable Ratios(GpuReport report) => new(
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
                Whole(comparison.Batch),
                Speed(comparison.Rate),
                Speed(comparison.Exact?.Rate),
                Ratio(comparison.Exact?.Ratio),
                Speed(comparison.Tf32?.Rate),
                Ratio(comparison.Tf32?.Ratio),
            ]),
        ]);

    /// <summary>Each of the peer's modes by itself: AeGen's fastest kernels over it, in the mean over networks and batch sizes.</summary>
    private static GpuTable Means(GpuReport report) => new(
        $"AeGen over each mode of {report.Peer?.Name}, geometric mean",
        ["mode", .. Quantities.All.Select(Quantities.Title)],
        1,
        [
            .. report.PeerResults.Where(result => result.Rates != new Rates()).Select(result => result.ModeName).Distinct().Select(mode => (IReadOnlyList<string>)
                [mode, .. Quantities.All.Select(quantity => Ratio(Comparison.Mean(RatiosTo(report, mode, quantity))))]),
        ]);

    private static IEnumerable<double?> RatiosTo(GpuReport report, string mode, Quantity quantity) =>
        from peer in report.PeerResults
        where peer.ModeName == mode
        let own = report.Results.Where(result => (result.Network, result.Batch) == (peer.Network, peer.Batch)).Max(result => result.Rates.Of(quantity)?.Median)
        select own / peer.Rates.Of(quantity)?.Median;

    private static string Ratio(double? ratio) => ratio?.ToString(ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) ?? "-";

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
