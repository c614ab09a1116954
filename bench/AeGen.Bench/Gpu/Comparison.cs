namespace AeGen.Bench.Gpu;

/// <summary>A number of AeGen's beside the peer's best ones.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Batch">Samples in a step, and in a call of inference.</param>
/// <param name="Quantity">What is compared.</param>
/// <param name="Kernels">AeGen's fastest kernels.</param>
/// <param name="Rate">Their samples a second.</param>
/// <param name="Exact">The peer's fastest mode without TF32, or null where none was measured.</param>
/// <param name="Tf32">The peer's fastest mode with TF32, or null where none was measured.</param>
internal sealed record Comparison(string Network, int Batch, Quantity Quantity, string Kernels, double Rate, PeerRate? Exact, PeerRate? Tf32)
{
    /// <summary>AeGen beside the peer, wherever both were measured.</summary>
    public static IReadOnlyList<Comparison> Of(GpuReport report) =>
    [
        .. report.Results
            .Select(result => (result.Network, result.Batch))
            .Distinct()
            .SelectMany(_ => Quantities.All, (cell, quantity) => Of(report, cell.Network, cell.Batch, quantity))
            .OfType<Comparison>(),
    ];

    /// <summary>The geometric mean of ratios, or null where there is none.</summary>
    public static double? Mean(IEnumerable<double?> ratios)
    {
        double[] logarithms = [.. ratios.OfType<double>().Select(ratio => Math.Log(ratio))];
        return logarithms.Length == 0 ? null : Math.Exp(logarithms.Average());
    }

    private static Comparison? Of(GpuReport report, string network, int batch, Quantity quantity)
    {
        GpuResult? own = report.Results
            .Where(result => (result.Network, result.Batch) == (network, batch) && result.Rates.Of(quantity) is not null)
            .MaxBy(result => result.Rates.Of(quantity)!.Median);
        if (own is null)
        {
            return null;
        }

        double rate = own.Rates.Of(quantity)!.Median;
        PeerRate? exact = Fastest(tf32: false), tf32 = Fastest(tf32: true);
        return exact is null && tf32 is null ? null : new Comparison(network, batch, quantity, own.KernelName, rate, exact, tf32);

        PeerRate? Fastest(bool tf32)
        {
            PeerResult? best = report.PeerResults
                .Where(peer => (peer.Network, peer.Batch, peer.Tf32) == (network, batch, tf32) && peer.Rates.Of(quantity) is not null)
                .MaxBy(peer => peer.Rates.Of(quantity)!.Median);
            return best?.Rates.Of(quantity) is { } peerRate ? new PeerRate(best.Mode, peerRate.Median, rate / peerRate.Median) : null;
        }
    }
}

/// <summary>A peer's number in a comparison.</summary>
/// <param name="Mode">How the peer ran.</param>
/// <param name="Rate">Its samples a second.</param>
/// <param name="Ratio">How many times as many AeGen has.</param>
internal sealed record PeerRate(string Mode, double Rate, double Ratio);
