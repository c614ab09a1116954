using System.Numerics;

namespace AeGen.Runtime;

/// <summary>Sums over vectors in double precision, where the garbage collector's memory is at hand.</summary>
internal static class DoubleVectors
{
    /// <summary>The sum of the products.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sums += new Vector<double>(left[i..]) * new Vector<double>(right[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>Adds a row times a factor.</summary>
    public static void AddScaled(Span<double> sum, double scale, ReadOnlySpan<double> row)
    {
        int i = 0;
        for (; i <= sum.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(sum[i..]) + (scale * new Vector<double>(row[i..]))).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += scale * row[i];
        }
    }

    /// <summary>Multiplies a row by a factor.</summary>
    public static void Scale(Span<double> row, double scale)
    {
        foreach (ref double value in row)
        {
            value *= scale;
        }
    }

    /// <summary>The same numbers in double precision.</summary>
    public static double[] Widen(float[] values) => Array.ConvertAll(values, value => (double)value);

    /// <summary>The numbers, each rounded to single precision.</summary>
    public static float[] Round(double[] values) => Array.ConvertAll(values, value => (float)value);
}
