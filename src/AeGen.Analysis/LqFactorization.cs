using AeGen.Runtime;

namespace AeGen.Analysis;

/// <summary>W = L Q by Gram-Schmidt: L lower triangular with a positive diagonal, [k, k], and Q with orthonormal rows, [k, n]; in double precision.</summary>
/// <remarks>
/// The rows of W are recoded one-to-one, z = L z', so that a linear encoder W and an encoder Q with the transpose of Q as decoder reconstruct the same as W does
/// with its right inverse. Each row goes twice through those before it (Giraud, Langou, Rozloznik and van den Eshof 2005).
/// </remarks>
public sealed class LqFactorization
{
    private LqFactorization(int rows, int columns, double[] triangle, double[] orthonormal)
    {
        Rows = rows;
        Columns = columns;
        Triangle = triangle;
        Orthonormal = orthonormal;
    }

    /// <summary>k, the rows of W.</summary>
    public int Rows { get; }

    /// <summary>n, the columns of W.</summary>
    public int Columns { get; }

    /// <summary>L, [k, k], row-major.</summary>
    public ReadOnlyMemory<double> Triangle { get; }

    /// <summary>Q, [k, n], row-major.</summary>
    public ReadOnlyMemory<double> Orthonormal { get; }

    /// <summary>Factors a matrix.</summary>
    /// <param name="weights">W, [rows, columns], row-major, with independent rows.</param>
    /// <param name="rows">k.</param>
    /// <param name="columns">n, at least k.</param>
    /// <exception cref="ArgumentException">The length is not that of such a matrix.</exception>
    /// <exception cref="RankDeficientException">A row depends on those before it.</exception>
    public static LqFactorization Of(ReadOnlySpan<float> weights, int rows, int columns)
    {
        MatrixSize.Require(weights.Length, rows, columns, nameof(weights));
        double[] orthonormal = new double[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            orthonormal[i] = weights[i];
        }

        double[] triangle = Orthogonalization.Factor(orthonormal, rows, columns, RightInverses.SmallestPivot, "W");
        return new LqFactorization(rows, columns, triangle, orthonormal);
    }

    /// <summary>The right inverse V = Wᵀ(WWᵀ)⁻¹ = Qᵀ L⁻¹, [n, k], row-major, for which W V = I.</summary>
    public double[] RightInverseOfWeights()
    {
        // Column by column: row i of V solves v L = q with q the column i of Q, from the last unknown back.
        double[] inverse = new double[Columns * Rows];
        ReadOnlySpan<double> l = Triangle.Span, q = Orthonormal.Span;
        for (int i = 0; i < Columns; i++)
        {
            for (int j = Rows - 1; j >= 0; j--)
            {
                double sum = q[(j * Columns) + i];
                for (int m = j + 1; m < Rows; m++)
                {
                    sum -= inverse[(i * Rows) + m] * l[(m * Rows) + j];
                }

                inverse[(i * Rows) + j] = sum / l[(j * Rows) + j];
            }
        }

        return inverse;
    }
}
