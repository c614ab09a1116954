using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Random;

namespace AeGen.Lab.Theory.Linear;

/// <summary>Samples of a normal distribution in a subspace, and what linear models make of them, in double precision.</summary>
internal static class LinearData
{
    /// <summary>Centred samples with given variances along orthonormal directions drawn at random, up to the sample's own fluctuation.</summary>
    /// <param name="seed">The seed of the directions and of the samples.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="features">Number of features of a sample.</param>
    /// <param name="variances">The variances, at most as many as features.</param>
    public static DataSet Draw(ulong seed, int count, int features, IReadOnlyList<double> variances)
    {
        RandomSource source = Numbers.Source(seed);
        Matrix<double> directions = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(features, variances.Count, Array.ConvertAll(source.Normal(features * variances.Count), v => (double)v))
            .QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;
        Matrix<double> scaled = directions * MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfDiagonalArray([.. variances.Select(Math.Sqrt)]);
        Matrix<double> coordinates = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(variances.Count, count, Array.ConvertAll(source.Normal(count * variances.Count), v => (double)v));
        for (int row = 0; row < coordinates.RowCount; row++)
        {
            // Each coordinate's mean is taken off, so that the samples' is 0 and models need no biases.
            Vector<double> values = coordinates.Row(row);
            coordinates.SetRow(row, values - (values.Sum() / count));
        }

        Matrix<double> samples = scaled * coordinates;
        return new DataSet(Array.ConvertAll(samples.ToColumnMajorArray(), value => (float)value), features);
    }

    /// <summary>Sum of squared errors per sample of the reconstructions V W x.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="weights">W, [k, features].</param>
    /// <param name="decoder">V, [features, k].</param>
    public static double Error(DataSet data, Matrix<double> weights, Matrix<double> decoder)
    {
        Matrix<double> samples = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(data.SampleSize, data.Count, Array.ConvertAll(data.Samples.ToArray(), value => (double)value));
        double norm = (samples - (decoder * (weights * samples))).FrobeniusNorm();
        return norm * norm / data.Count;
    }

    /// <summary>A row-major matrix in double precision.</summary>
    public static Matrix<double> Matrix(ReadOnlySpan<float> values, int rows, int columns)
    {
        Matrix<double> matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(rows, columns);
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i / columns, i % columns] = values[i];
        }

        return matrix;
    }
}
