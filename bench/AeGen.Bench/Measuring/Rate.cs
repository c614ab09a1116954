namespace AeGen.Bench.Measuring;

/// <summary>Samples a second, of some rounds.</summary>
/// <param name="Median">The median.</param>
/// <param name="Least">The slowest round's.</param>
/// <param name="Most">The fastest round's.</param>
/// <param name="Rounds">Number of rounds.</param>
internal sealed record Rate(double Median, double Least, double Most, int Rounds)
{
    /// <summary>The rate of some rounds.</summary>
    public static Rate Of(IReadOnlyList<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Rate(median, sorted[0], sorted[^1], sorted.Length);
    }
}
