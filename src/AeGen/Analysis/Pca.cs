using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace AeGen.Lab.Analysis;

/// <summary>
/// Exact principal component analysis in double precision: the smallest squared error that a linear code of a width can have on the data it
/// was computed from.
/// </summary>
internal sealed class Pca
{
    private readonly double[] mean;
    private readonly double[][] components;

    private Pca(double[] mean, double[] eigenvalues, double[][] components)
    {
        this.mean = mean;
        Eigenvalues = eigenvalues;
        this.components = components;
    }

    /// <summary>The variances along the principal directions, the largest first.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    public static Pca Fit(DataSet data, CancellationToken cancellationToken = default)
    {
        (double[]? mean, double[]? covariance) = Covariance.Of(data, cancellationToken);
        int size = mean.Length;
        Evd<double> decomposition = Matrix<double>.Build.DenseOfColumnMajor(size, size, covariance).Evd(Symmetricity.Symmetric);

        // The decomposition's eigenvalues ascend. Rounding may leave those of constant features a little below zero.
        double[] eigenvalues = decomposition.EigenValues.Select(value => Math.Max(0, value.Real)).Reverse().ToArray();
        double[][] components = decomposition.EigenVectors.EnumerateColumns().Select(column => column.ToArray()).Reverse().ToArray();
        return new Pca(mean, eigenvalues, components);
    }

    /// <summary>Sum of squared errors per sample of the data that it was computed from: the variance that k directions leave.</summary>
    public double TrainError(int k) => Eigenvalues.Skip(k).Reverse().Sum();

    /// <summary>Sum of squared errors per sample of any data.</summary>
    public double Error(DataSet data, int k)
    {
        double[] errors = new double[data.Count];
        Parallel.For(0, data.Count, index =>
        {
            double[] centred = Centred(data[index]);
            double error = Dot(centred, centred);
            for (int component = 0; component < k; component++)
            {
                double coordinate = Dot(centred, components[component]);
                error -= coordinate * coordinate;
            }

            errors[index] = Math.Max(0, error);
        });
        return errors.Sum() / data.Count;
    }

    /// <summary>The projections of samples on the mean and the first k directions, row-major.</summary>
    public float[] Reconstruct(DataSet data, int k)
    {
        float[] output = new float[data.Samples.Length];
        for (int index = 0; index < data.Count; index++)
        {
            double[] centred = Centred(data[index]);
            double[] sum = (double[])mean.Clone();
            foreach (double[]? component in components.Take(k))
            {
                double coordinate = Dot(centred, component);
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

    private double[] Centred(ReadOnlySpan<float> sample)
    {
        double[] centred = new double[sample.Length];
        for (int feature = 0; feature < centred.Length; feature++)
        {
            centred[feature] = sample[feature] - mean[feature];
        }

        return centred;
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0.0;
        for (int index = 0; index < left.Length; index++)
        {
            sum += left[index] * right[index];
        }

        return sum;
    }
}
