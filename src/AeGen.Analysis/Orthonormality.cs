namespace AeGen.Analysis;

/// <summary>How far a matrix's rows are from orthonormal.</summary>
public static class Orthonormality
{
    /// <summary>The largest entry of WWᵀ - I in magnitude, summed in double precision; 0 where the rows are orthonormal.</summary>
    /// <param name="weights">W, [rows, columns], row-major.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="ArgumentException">The length is not that of such a matrix.</exception>
    public static double Deviation(ReadOnlySpan<float> weights, int rows, int columns)
    {
        MatrixSize.Require(weights.Length, rows, columns, nameof(weights));
        double largest = 0.0;
        for (int left = 0; left < rows; left++)
        {
            for (int right = 0; right <= left; right++)
            {
                double product = 0.0;
                for (int column = 0; column < columns; column++)
                {
                    product += (double)weights[(left * columns) + column] * weights[(right * columns) + column];
                }

                largest = Math.Max(largest, Math.Abs(product - (left == right ? 1 : 0)));
            }
        }

        return largest;
    }
}
