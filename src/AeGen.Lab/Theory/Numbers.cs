using System.Globalization;
using MathNet.Numerics.Random;

namespace AeGen.Lab.Theory;

/// <summary>Draws, and the text of numbers.</summary>
internal static class Numbers
{
    /// <summary>The source of an experiment's draws: the Mersenne twister, which gives the same numbers everywhere.</summary>
    public static RandomSource Source(ulong seed) => new MersenneTwister(unchecked((int)seed));

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static float[] Normal(this RandomSource source, int count)
    {
        double[] numbers = new double[count];
        MathNet.Numerics.Distributions.Normal.Samples(source, numbers, 0, 1);
        return Array.ConvertAll(numbers, number => (float)number);
    }

    /// <summary>A magnitude in two figures, such as 3.1e-7.</summary>
    public static string Text(double value) => value.ToString("0.0e-0", CultureInfo.InvariantCulture);

    /// <summary>A share in percent, in two figures where it is below ten.</summary>
    public static string Percent(double share)
    {
        double percent = 100 * share, size = Math.Abs(percent);
        string format = size >= 10 ? "0" : size >= 1 ? "0.0" : size >= 0.1 ? "0.00" : "0.000";
        return percent.ToString(format, CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>The least and the greatest of numbers, or the only one.</summary>
    public static string Range(IEnumerable<double> values, Func<double, string> text)
    {
        string[] ends = [.. new[] { values.Min(), values.Max() }.Select(text).Distinct()];
        return string.Join(" to ", ends);
    }

    /// <summary>The largest difference of two sequences, over the largest of the first.</summary>
    public static double RelativeDifference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        double largest = 0, difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs((double)expected[i]));
            difference = Math.Max(difference, Math.Abs((double)expected[i] - actual[i]));
        }

        return difference / largest;
    }
}
