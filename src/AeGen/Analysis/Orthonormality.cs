namespace AeGen.Lab.Analysis;

/// <summary>How far a matrix's rows are from orthonormal.</summary>
internal static class Orthonormality
{
    /// <summary>The largest entry of WWᵀ - I in magnitude.</summary>
    public static double Deviation(ReadOnlySpan<float> weights, int rows, int columns)
    {
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
