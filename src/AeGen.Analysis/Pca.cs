using AeGen.Vectors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace AeGen.Analysis;

/// <summary>
/// Exact principal component analysis in double precision: the smallest squared error that a linear code of a width can have on the data it
/// was computed from.
/// </summary>
public sealed class Pca
{
    private readonly double[] mean;
    private readonly object completing = new();

    // All of them, or those along which the data vary, and then the others as they are asked for.
    private volatile double[][] components;

    private Pca(double[] mean, double[] eigenvalues, double[][] components)
    {
        this.mean = mean;
        Eigenvalues = eigenvalues;
        this.components = components;
    }

    /// <summary>The variances along the principal directions, over n, the largest first, [features].</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>The mean, [features].</summary>
    public IReadOnlyList<double> Mean => mean;

    /// <summary>Computes the principal directions of some data: the eigenvectors of their covariance.</summary>
    /// <param name="data">The data.</param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <exception cref="OperationCanceledException">The computation was ended early.</exception>
    public static Pca Fit(DataSet data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        int size = data.SampleSize;
        if (data.Count < size)
        {
            double[] centre = Covariance.Mean(data);
            (double[] values, double[][] directions) = SampleGram.Decompose(data, centre, cancellationToken);
            return new Pca(centre, [.. values, .. new double[size - values.Length]], directions);
        }

        (double[] mean, double[] covariance) = Covariance.Of(data, cancellationToken);
        Evd<double> decomposition = Matrix<double>.Build.DenseOfColumnMajor(size, size, covariance).Evd(Symmetricity.Symmetric);

        // The decomposition's eigenvalues ascend. Rounding may leave those of constant features a little below zero.
        double[] eigenvalues = decomposition.EigenValues.Select(value => Math.Max(0, value.Real)).Reverse().ToArray();
        double[][] components = decomposition.EigenVectors.EnumerateColumns().Select(column => column.ToArray()).Reverse().ToArray();
        return new Pca(mean, eigenvalues, components);
    }

    /// <summary>The first k principal directions, [k, features], row-major, orthonormal; the sign of each is arbitrary.</summary>
    /// <param name="k">Their number, 0 to the number of features.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public double[] Directions(int k)
    {
        RequireWidth(k);
        return [.. components.Take(k).SelectMany(component => component)];
    }

    /// <summary>Sum of squared errors per sample of the data that it was computed from: the variance that k directions leave.</summary>
    /// <param name="k">Number of directions, 0 to the number of features.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public double TrainError(int k)
    {
        Require(k);
        return Eigenvalues.Skip(k).Reverse().Sum();
    }

    /// <summary>Sum of squared errors per sample of any data.</summary>
    /// <param name="data">The data, of as many features.</param>
    /// <param name="k">Number of directions, 0 to the number of features.</param>
    /// <exception cref="ArgumentException">The data have another number of features.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many directions.</exception>
    public double Error(DataSet data, int k)
    {
        RequireSize(data);
        RequireWidth(k);
        double[] errors = new double[data.Count];
        Parallel.For(0, data.Count, index =>
        {
            double[] centred = Centred(data[index]);
            double error = DoubleVectors.Dot(centred, centred);
            for (int component = 0; component < k; component++)
            {
                double coordinate = DoubleVectors.Dot(centred, components[component]);
                error -= coordinate * coordinate;
            }

            errors[index] = Math.Max(0, error);
        });
        return errors.Sum() / data.Count;
    }

    /// <summary>The projections of samples on the mean and the first k directions, [samples, features], row-major.</summary>
    /// <param name="data">The samples, of as many features.</param>
    /// <param name="k">Number of directions, 0 to the number of features.</param>
    /// <exception cref="ArgumentException">The samples have another number of features.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many directions.</exception>
    public float[] Reconstruct(DataSet data, int k)
    {
        RequireSize(data);
        RequireWidth(k);
        float[] output = new float[data.Samples.Length];
        for (int index = 0; index < data.Count; index++)
        {
            double[] centred = Centred(data[index]);
            double[] sum = (double[])mean.Clone();
            foreach (double[]? component in components.Take(k))
            {
                double coordinate = DoubleVectors.Dot(centred, component);
                for (int feature = 0; feature < sum.Length; feature++)
                {
                    sum[feature] += coordinate * component[feature];
                }
            }

            for (int feature = 0; feature < sum.Length; feature++)
            {
                output[(index * data.SampleSize) + feature] = (float)sum[feature];
            }
        }

        return output;
    }

    private void Require(int k)
    {
        if (k < 0 || k > mean.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"There are {mean.Length} principal directions; take 0 to {mean.Length}.");
        }
    }

    /// <summary>Makes sure that there are so many directions.</summary>
    private void RequireWidth(int k)
    {
        Require(k);
        if (k > components.Length)
        {
            lock (completing)
            {
                components = SampleGram.Complete(components, k, mean.Length);
            }
        }
    }

    private void RequireSize(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.SampleSize != mean.Length)
        {
            throw new ArgumentException(
                $"The samples have {data.SampleSize} features; those of the analysis have {mean.Length}.", nameof(data));
        }
    }

    private double[] Centred(ReadOnlySpan<float> sample) => Covariance.Centred(sample, mean);
}
