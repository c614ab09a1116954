using System.Globalization;
using AeGen.Analysis;

namespace AeGen.Lab.Dimension;

/// <summary>Estimates as text, the same for the terminal and for the page.</summary>
internal static class DimensionText
{
    public static IReadOnlyList<string> CurveHeadings { get; } = ["code width", "median error", "falls to", ""];

    /// <summary>One row a code width.</summary>
    public static IEnumerable<IReadOnlyList<string>> Curve(DimensionEstimates estimates) => estimates.Errors.Select((error, width) => (IReadOnlyList<string>)
    [
        width.ToString(CultureInfo.InvariantCulture),
        Percent(error),
        width == 0 ? string.Empty : Percent(error / estimates.Errors[width - 1]),
        width == estimates.Knee.Width && estimates.Knee.IsClear ? "<- the knee" : string.Empty,
    ]);

    public static IReadOnlyList<string> EstimateHeadings { get; } = ["estimate", "dimension", "what it counts"];

    /// <summary>One row an estimate.</summary>
    public static IEnumerable<IReadOnlyList<string>> Estimates(DimensionEstimates estimates) =>
    [
        ["knee of the error", Knee(estimates.Knee), "the numbers from which samples can be given back"],
        [
            "singular values of the code", estimates.Spectrum.Rank.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"directions of a linear space that holds the code, more than d for closed or rolled manifolds; a gap of {estimates.Spectrum.Gap:0E+0}"),
        ],
        ["two nearest neighbours", Number(estimates.TwoNearest), "how fast the number of samples grows with the distance, nearby"],
        ["Levina and Bickel", Number(estimates.Likelihood), "the same, among 10 to 20 neighbours"],
    ];

    /// <summary>All four in a line.</summary>
    public static string Summary(DimensionEstimates estimates) =>
        $"{Knee(estimates.Knee)}; singular values {estimates.Spectrum.Rank}, two neighbours {Number(estimates.TwoNearest)}, Levina-Bickel {Number(estimates.Likelihood)}";

    /// <summary>What can be said of the dimension, in a sentence.</summary>
    public static string Answer(DimensionEstimates estimates)
    {
        ReconstructionKnee knee = estimates.Knee;
        string range = knee.LeastWidth == knee.MostWidth ? string.Empty : $", from {knee.LeastWidth} to {knee.MostWidth} where more or less of a fall is asked for";
        if (knee.IsClear)
        {
            return $"Dimension: {knee.Width}{range}.";
        }

        (double one, double other) = (estimates.TwoNearest, estimates.Likelihood);
        return $"Dimension: no knee up to {estimates.Errors.Count - 1}, where {Percent(estimates.Errors[^1])} of the spread is still left: the samples lie near no manifold of so few "
            + $"dimensions, or are too few to show it. Among neighbours they look as if of {Number(Math.Min(one, other))} to {Number(Math.Max(one, other))}.";
    }

    /// <summary>A share in percent, of two figures however small.</summary>
    public static string Percent(double share) => (100 * share).ToString(share < 0.01 ? "G2" : "0.0", CultureInfo.InvariantCulture) + " %";

    private static string Knee(ReconstructionKnee knee) =>
        !knee.IsClear ? "none" : knee.LeastWidth == knee.MostWidth ? $"{knee.Width}" : $"{knee.Width} ({knee.LeastWidth} to {knee.MostWidth})";

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
