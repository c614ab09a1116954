using AeGen.Vectors;
using MathNet.Numerics.LinearAlgebra.Factorization;
using DoubleMatrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using Symmetricity = MathNet.Numerics.LinearAlgebra.Symmetricity;

namespace AeGen.Analysis;

/// <summary>
/// Principal directions of fewer samples than features. With the centred samples X, [n, d], the covariance XᵀX/n and the samples' Gram
/// matrix XXᵀ/n have the same eigenvalues above 0, and where u is an eigenvector of the second, Xᵀu is one of the first (Turk and
/// Pentland 1991, "Eigenfaces").
/// </summary>
internal static class SampleGram
{
    /// <summary>The eigenvalues above 0, the largest first, and their directions, orthonormal.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    public static (double[] Eigenvalues, double[][] Directions) Decompose(DataSet data, double[] mean, CancellationToken cancellationToken)
    {
        int count = data.Count;
        double[][] centred = [.. Enumerable.Range(0, count).Select(index => Covariance.Centred(data[index], mean))];
        double[] gram = new double[count * count];
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, row =>
        {
            for (int column = 0; column <= row; column++)
            {
                gram[(column * count) + row] = gram[(row * count) + column] = DoubleVectors.Dot(centred[row], centred[column]) / count;
            }
        });
        Evd<double> decomposition = DoubleMatrix.Build.DenseOfColumnMajor(count, count, gram).Evd(Symmetricity.Symmetric);
        cancellationToken.ThrowIfCancellationRequested();

        // Eigenvalues ascend. One of them is 0, for the samples are centred, and rounding leaves it at about this much.
        double[] ascending = [.. decomposition.EigenValues.Select(value => value.Real)];
        double noise = ascending[^1] * count * 1e-15;
        var eigenvalues = new List<double>();
        var directions = new List<double[]>();
        for (int index = count - 1; index >= 0 && ascending[index] > noise; index--)
        {
            double[] direction = new double[mean.Length];
            for (int sample = 0; sample < count; sample++)
            {
                DoubleVectors.AddScaled(direction, decomposition.EigenVectors[sample, index], centred[sample]);
            }

            eigenvalues.Add(ascending[index]);
            directions.Add(Orthonormal(direction, directions));
        }

        return ([.. eigenvalues], [.. directions]);
    }

    /// <summary>Adds directions to orthonormal ones, orthonormal to all before them, until there are k.</summary>
    /// <param name="directions">Those that there are.</param>
    /// <param name="k">How many there are to be, at most as many as features.</param>
    /// <param name="size">Number of features.</param>
    public static double[][] Complete(double[][] directions, int k, int size)
    {
        var all = new List<double[]>(directions);
        for (int axis = 0; all.Count < k; axis = (axis + 1) % size)
        {
            // What is left of the axes is (size - count)/size of a squared length on the average: one with a quarter of that is soon found.
            double left = 1 - all.Sum(direction => direction[axis] * direction[axis]);
            if (left >= 0.25 * (size - all.Count) / size)
            {
                double[] direction = new double[size];
                direction[axis] = 1;
                all.Add(Orthonormal(direction, all));
            }
        }

        return [.. all];
    }

    /// <summary>A vector's part that is orthogonal to others, of length 1. What rounding leaves of them goes the second time.</summary>
    private static double[] Orthonormal(double[] vector, List<double[]> others)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] other in others)
            {
                DoubleVectors.AddScaled(vector, -DoubleVectors.Dot(vector, other), other);
            }
        }

        DoubleVectors.Scale(vector, 1 / Math.Sqrt(DoubleVectors.Dot(vector, vector)));
        return vector;
    }
}
