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

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.###", CultureInfo.InvariantCulture) + " %";

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
