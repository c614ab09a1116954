namespace AeGen.Lab.Report;

/// <summary>Chooses the round numbers that stand beside an axis.</summary>
internal static class Ticks
{
    private static readonly int[] Steps = [1, 2, 5, 10];
    private static readonly double[][] Mantissas = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]];

    /// <summary>Multiples of 1, 2 or 5 times a power of ten within a range, at most a number of them.</summary>
    public static IReadOnlyList<double> Linear(double low, double high, int most)
    {
        if (!(high > low))
        {
            return [low];
        }

        double rough = (high - low) / Math.Max(1, most - 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * Steps.First(factor => factor * power >= rough * (1 - 1e-9));
        double first = Math.Ceiling((low / step) - 1e-9);
        int count = (int)Math.Floor((high / step) + 1e-9 - first) + 1;
        return [.. Enumerable.Range(0, Math.Max(0, count)).Select(index => (first + index) * step)];
    }

    /// <summary>Round numbers within a range of positive numbers, for a logarithmic axis: some three to eight.</summary>
    public static IReadOnlyList<double> Logarithmic(double low, double high)
    {
        var decades = Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high / low)) + 2).ToList();
        foreach (double[] mantissas in Mantissas)
        {
            var ticks = decades.SelectMany(decade => mantissas.Select(mantissa => mantissa * Math.Pow(10, decade)))
                .Where(tick => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)).ToList();
            if (ticks.Count >= (mantissas.Length < 3 ? 4 : 3))
            {
                int stride = (ticks.Count + 7) / 8;
                return [.. ticks.Where((_, index) => index % stride == 0)];
            }
        }

        // The range is narrow: there a logarithm is nearly straight.
        return Linear(low, high, 6);
    }
}
