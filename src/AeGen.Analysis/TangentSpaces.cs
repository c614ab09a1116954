using MathNet.Numerics.LinearAlgebra;

namespace AeGen.Analysis;

/// <summary>Tangent spaces of a sampled manifold.</summary>
public static class TangentSpaces
{
    /// <summary>Estimates each sample's tangent space by the principal directions of its nearest neighbours and itself around their mean.</summary>
    /// <param name="samples">The samples, more than the neighbours.</param>
    /// <param name="dimension">The manifold's dimension, 1 to the number of features.</param>
    /// <param name="neighbours">Number of neighbours, at least the dimension. Default: 12.</param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <returns>Orthonormal vectors, [samples, dimension, features], row-major.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not as it is said to be.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended early.</exception>
    public static double[] Of(DataSet samples, int dimension, int neighbours = 12, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        RequireDimension(samples, dimension);
        if (neighbours < dimension || neighbours >= samples.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(neighbours), neighbours, $"{samples.Count} samples of a manifold of dimension {dimension} have {dimension} to {samples.Count - 1} neighbours that tell it.");
        }

        Neighbour[][] nearest = NearestNeighbours.Of(samples, neighbours, cancellationToken);
        double[] tangents = new double[samples.Count * dimension * samples.SampleSize];
        Parallel.For(0, samples.Count, new ParallelOptions { CancellationToken = cancellationToken }, index =>
        {
            Matrix<double> around = Centred(samples, [index, .. nearest[index].Select(neighbour => neighbour.Index)]);
            Matrix<double> directions = around.Svd().VT;
            for (int vector = 0; vector < dimension; vector++)
            {
                directions.Row(vector).ToArray().CopyTo(tangents, ((index * dimension) + vector) * samples.SampleSize);
            }
        });
        return tangents;
    }

    /// <summary>Refuses a dimension that no manifold through samples has.</summary>
    internal static void RequireDimension(DataSet samples, int dimension)
    {
        if (dimension < 1 || dimension > samples.SampleSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, $"A manifold in {samples.SampleSize} dimensions has 1 to {samples.SampleSize}.");
        }
    }

    /// <summary>Samples around their mean, a row each.</summary>
    private static Matrix<double> Centred(DataSet samples, int[] indices)
    {
        Matrix<double> rows = Matrix<double>.Build.Dense(indices.Length, samples.SampleSize, (row, column) => samples[indices[row]][column]);
        Vector<double> mean = rows.ColumnSums() / indices.Length;
        return Matrix<double>.Build.Dense(rows.RowCount, rows.ColumnCount, (row, column) => rows[row, column] - mean[column]);
    }
}
