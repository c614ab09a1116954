namespace AeGen.Runtime;

/// <summary>Quantiles of numbers in memory.</summary>
internal static class Quantile
{
    /// <summary>
    /// The number below which a share of the values lies, interpolated linearly between the two nearest in order: with n values in ascending order the
    /// one at position (n - 1) share, counted from 0. That is definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American
    /// Statistician 50 (1996), and the default of numpy's percentile.
    /// </summary>
    /// <param name="values">At least one number, all finite; they get sorted.</param>
    /// <param name="share">The share, in [0, 1].</param>
    public static double Of(Span<float> values, double share)
    {
        values.Sort();
        double position = (values.Length - 1) * share;
        int below = (int)Math.Floor(position);
        double low = values[below], high = values[Math.Min(below + 1, values.Length - 1)], part = position - below;

        // From the nearer end, so that the ends themselves are met exactly.
        return part < 0.5 ? low + ((high - low) * part) : high - ((high - low) * (1 - part));
    }
}
