using System.Globalization;
using AeGen.Vectors;

namespace AeGen;

/// <content>Scalings that are measured on data.</content>
public sealed partial class Scaling
{
    /// <summary>The scaling that brings every feature of some data to [0, 1]: its least value to 0 and its greatest to 1.</summary>
    /// <remarks>
    /// No scaled value of that data is outside of [0, 1], as cross-entropy needs it; other data may be, and <see cref="ClippedTo"/> clips
    /// it. A feature of one value only is taken to 0 by its least value and keeps the factor 1.
    /// </remarks>
    /// <param name="data">The data to measure, in one pass: that which a model trains on.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Scaling MinMax(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double[] least = new double[data.SampleSize], greatest = new double[data.SampleSize];
        least.AsSpan().Fill(double.PositiveInfinity);
        greatest.AsSpan().Fill(double.NegativeInfinity);
        Visit(data, row =>
        {
            for (int feature = 0; feature < row.Length; feature++)
            {
                least[feature] = Math.Min(least[feature], row[feature]);
                greatest[feature] = Math.Max(greatest[feature], row[feature]);
            }
        });

        // What rounding in double precision leaves above 1 is gone in single precision.
        return new Scaling(least, [.. greatest.Zip(least, (most, few) => Reciprocal(most - few))]);
    }

    /// <summary>The scaling that brings every feature of some data to mean 0 and variance 1.</summary>
    /// <remarks>
    /// The variance is that of the data itself, the mean squared deviation. Both are summed in double precision by Welford's recurrence (Technometrics 4,
    /// 1962), which loses nothing to a mean that is large beside the deviations. A feature of one value only is taken to 0 by its mean and
    /// keeps the factor 1.
    /// </remarks>
    /// <param name="data">The data to measure, in one pass: that which a model trains on.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Scaling Standard(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double[] means = new double[data.SampleSize], squares = new double[data.SampleSize];
        long count = 0;
        Visit(data, row =>
        {
            count++;
            for (int feature = 0; feature < row.Length; feature++)
            {
                double deviation = row[feature] - means[feature];
                means[feature] += deviation / count;
                squares[feature] += deviation * (row[feature] - means[feature]);
            }
        });

        return new Scaling(means, Array.ConvertAll(squares, sum => Reciprocal(Math.Sqrt(sum / count))));
    }

    private static double Reciprocal(double spread) => spread > 0 ? 1 / spread : 1;

    private static void Visit(DataSet data, Action<ReadOnlySpan<float>> visit)
    {
        for (int index = 0; index < data.Count; index++)
        {
            ReadOnlySpan<float> row = data[index];
            int feature = ValueScan.FirstNotFinite(row);
            if (feature >= 0)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture, $"Feature {feature} of sample {index} is {row[feature]}; every value must be finite."),
                    nameof(data));
            }

            visit(row);
        }
    }
}
