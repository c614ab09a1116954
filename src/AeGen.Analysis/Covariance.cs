using System.Numerics;
using System.Runtime.InteropServices;

namespace AeGen.Analysis;

/// <summary>The mean and the covariance of a data set, in double precision.</summary>
internal static class Covariance
{
    private const int SamplesAtATime = 256;

    /// <summary>The mean, and the covariance over n (not n - 1), [features, features].</summary>
    public static (double[] Mean, double[] Matrix) Of(DataSet data, CancellationToken cancellationToken)
    {
        int size = data.SampleSize;
        if ((long)size * size > Array.MaxLength)
        {
            throw new ArgumentException(
                $"The covariance of {size:N0} features has {(long)size * size:N0} numbers, {sizeof(double) * (long)size * size:N0} bytes, "
                + $"and an array at most "
                + $"{Array.MaxLength:N0}: take at most {(int)Math.Sqrt(Array.MaxLength):N0} features, or fewer samples than features, "
                + $"which need none.",
                nameof(data));
        }

        double[] mean = Mean(data);
        double[] covariance = new double[size * size];
        double[] centred = new double[SamplesAtATime * size];
        for (int start = 0; start < data.Count; start += SamplesAtATime)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(SamplesAtATime, data.Count - start);
            Array.Clear(centred);
            for (int sample = 0; sample < count; sample++)
            {
                ReadOnlySpan<float> features = data[start + sample];
                for (int feature = 0; feature < size; feature++)
                {
                    centred[(sample * size) + feature] = features[feature] - mean[feature];
                }
            }

            // Each row is one worker's alone, and its terms come in the samples' order: the sum does not depend on the workers.
            Parallel.For(0, size, row => AddProducts(centred, size, row, covariance.AsSpan((row * size) + row, size - row)));
        }

        for (int row = 0; row < size; row++)
        {
            for (int column = row; column < size; column++)
            {
                covariance[(column * size) + row] = covariance[(row * size) + column] /= data.Count;
            }
        }

        return (mean, covariance);
    }

    /// <summary>The mean alone, [features].</summary>
    public static double[] Mean(DataSet data)
    {
        double[] mean = new double[data.SampleSize];
        for (int sample = 0; sample < data.Count; sample++)
        {
            ReadOnlySpan<float> features = data[sample];
            for (int feature = 0; feature < mean.Length; feature++)
            {
                mean[feature] += features[feature];
            }
        }

        for (int feature = 0; feature < mean.Length; feature++)
        {
            mean[feature] /= data.Count;
        }

        return mean;
    }

    /// <summary>A sample less the mean, [features].</summary>
    public static double[] Centred(ReadOnlySpan<float> sample, double[] mean)
    {
        double[] centred = new double[mean.Length];
        for (int feature = 0; feature < centred.Length; feature++)
        {
            centred[feature] = sample[feature] - mean[feature];
        }

        return centred;
    }

    /// <summary>Adds a row's part of the products of a block of samples, four samples at a time to save passes over the row.</summary>
    private static void AddProducts(double[] samples, int size, int row, Span<double> sums)
    {
        Span<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(sums);
        int whole = vectors.Length * Vector<double>.Count;
        for (int sample = 0; sample < SamplesAtATime; sample += 4)
        {
            Span<double> a = samples.AsSpan((sample * size) + row, sums.Length);
            Span<double> b = samples.AsSpan(((sample + 1) * size) + row, sums.Length);
            Span<double> c = samples.AsSpan(((sample + 2) * size) + row, sums.Length);
            Span<double> d = samples.AsSpan(((sample + 3) * size) + row, sums.Length);
            Span<Vector<double>> va = MemoryMarshal.Cast<double, Vector<double>>(a);
            Span<Vector<double>> vb = MemoryMarshal.Cast<double, Vector<double>>(b);
            Span<Vector<double>> vc = MemoryMarshal.Cast<double, Vector<double>>(c);
            Span<Vector<double>> vd = MemoryMarshal.Cast<double, Vector<double>>(d);
            for (int index = 0; index < vectors.Length; index++)
            {
                vectors[index] += (a[0] * va[index]) + (b[0] * vb[index]) + (c[0] * vc[index]) + (d[0] * vd[index]);
            }

            for (int column = whole; column < sums.Length; column++)
            {
                sums[column] += (a[0] * a[column]) + (b[0] * b[column]) + (c[0] * c[column]) + (d[0] * d[column]);
            }
        }
    }
}
