namespace AeGen.ModelFiles;

/// <summary>
/// Decoder weights that follow from the encoder's. Files of AeGen do not hold them; in a file that does, they must be what the model works with.
/// </summary>
internal static class DerivedWeights
{
    /// <summary>Rounding of a right inverse that was computed in single precision, as a share of the numbers that make up a sum.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Where a decoder layer's weights come from, in words: what files say of them.</summary>
    public static string Origin(DecoderKind kind, string encoderWeight) =>
        kind == DecoderKind.Tied ? $"{encoderWeight} transposed" : $"right inverse of {encoderWeight}";

    /// <summary>The transpose of a matrix.</summary>
    /// <param name="matrix">The matrix, row-major.</param>
    /// <param name="rows">Number of its rows.</param>
    public static float[] Transpose(float[] matrix, int rows)
    {
        int columns = matrix.Length / rows;
        float[] result = new float[matrix.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return result;
    }

    /// <summary>Checks a tied decoder's weights.</summary>
    /// <param name="v">The decoder's weights, [n, k].</param>
    /// <param name="w">The encoder's weights, [k, n].</param>
    /// <param name="n">The encoder layer's inputs.</param>
    /// <param name="k">Its outputs.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? CheckTranspose(float[] v, float[] w, int n, int k)
    {
        double largest = 0;
        (int row, int column) = (0, 0);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double difference = Math.Abs((double)v[(i * k) + j] - w[(j * n) + i]);
                if (difference > largest)
                {
                    (largest, row, column) = (difference, i, j);
                }
            }
        }

        return largest == 0 ? null : FormattableString.Invariant($"they differ by up to {largest:R}, at [{row}, {column}]");
    }

    /// <summary>
    /// Checks a right-inverse decoder's weights by V(WWᵀ + lambda I) = Wᵀ, to rounding in single precision.
    /// </summary>
    /// <param name="v">The decoder's weights, [n, k].</param>
    /// <param name="w">The encoder's weights, [k, n].</param>
    /// <param name="n">The encoder layer's inputs.</param>
    /// <param name="k">Its outputs.</param>
    /// <param name="damping">The damping lambda.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? CheckRightInverse(float[] v, float[] w, int n, int k, double damping)
    {
        double[] gram = Gram(w, n, k, damping);
        double largest = 0;
        (int row, int column) = (0, 0);
        bool holds = true;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double sum = -w[(j * n) + i], size = Math.Abs(sum);
                for (int term = 0; term < k; term++)
                {
                    double product = v[(i * k) + term] * gram[(j * k) + term];
                    sum += product;
                    size += Math.Abs(product);
                }

                holds &= Math.Abs(sum) <= Tolerance * size;
                if (Math.Abs(sum) > largest)
                {
                    (largest, row, column) = (Math.Abs(sum), i, j);
                }
            }
        }

        return holds ? null : FormattableString.Invariant($"V(WW^T + {damping} I) differs from W^T by up to {largest:R}, at [{row}, {column}]");
    }

    private static double[] Gram(float[] w, int n, int k, double damping)
    {
        double[] gram = new double[k * k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = i == j ? damping : 0;
                for (int term = 0; term < n; term++)
                {
                    sum += (double)w[(i * n) + term] * w[(j * n) + term];
                }

                gram[(i * k) + j] = sum;
                gram[(j * k) + i] = sum;
            }
        }

        return gram;
    }
}
