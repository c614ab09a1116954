using AeGen.Vectors;

namespace AeGen.Runtime;

/// <summary>
/// The factorisation W = L Q of independent rows, L lower triangular with a positive diagonal and Q with orthonormal rows, by modified Gram-Schmidt,
/// in double precision. Each row goes twice through the rows before it, after which Q is orthonormal to rounding whatever W's condition (Giraud,
/// Langou, Rozloznik and van den Eshof, "Rounding error analysis of the classical Gram-Schmidt orthogonalization process", Numerische Mathematik 101, 2005).
/// </summary>
internal static class Orthogonalization
{
    /// <summary>Factors.</summary>
    /// <param name="rows">W, [k, n], row-major; receives Q.</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="n">Columns of W.</param>
    /// <param name="smallest">The share of its squared length that a row must have of its own, or 0.</param>
    /// <param name="layer">The layer's name, for the message.</param>
    /// <returns>L, [k, k], row-major.</returns>
    /// <exception cref="RankDeficientException">A row depends on those before it.</exception>
    public static double[] Factor(Span<double> rows, int k, int n, double smallest, string layer)
    {
        double[] triangle = new double[checked(k * k)];
        for (int row = 0; row < k; row++)
        {
            Span<double> own = rows.Slice(row * n, n), factors = triangle.AsSpan(row * k, k);
            double length = DoubleVectors.Dot(own, own);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int m = 0; m < row; m++)
                {
                    ReadOnlySpan<double> other = rows.Slice(m * n, n);
                    double factor = DoubleVectors.Dot(own, other);
                    DoubleVectors.AddScaled(own, -factor, other);
                    factors[m] += factor;
                }
            }

            double pivot = DoubleVectors.Dot(own, own);
            if (!(pivot > smallest * length))
            {
                throw RightInverses.Refusal(layer, row, k, length, pivot);
            }

            factors[row] = Math.Sqrt(pivot);
            DoubleVectors.Scale(own, 1 / factors[row]);
        }

        return triangle;
    }

    /// <summary>Solves L x = b by forward substitution.</summary>
    /// <param name="triangle">L, [k, k], row-major.</param>
    /// <param name="vector">b, [k]; receives x.</param>
    public static void Solve(ReadOnlySpan<double> triangle, Span<double> vector)
    {
        for (int row = 0; row < vector.Length; row++)
        {
            ReadOnlySpan<double> factors = triangle.Slice(row * vector.Length, vector.Length);
            vector[row] = (vector[row] - DoubleVectors.Dot(factors[..row], vector[..row])) / factors[row];
        }
    }

    /// <summary>W L, which takes the place of W.</summary>
    /// <param name="rows">W, [k, n], row-major.</param>
    /// <param name="triangle">L, [n, n], row-major, zero above the diagonal.</param>
    /// <param name="n">Columns of W.</param>
    public static void Multiply(Span<double> rows, ReadOnlySpan<double> triangle, int n)
    {
        double[] product = new double[n];
        for (int first = 0; first < rows.Length; first += n)
        {
            Array.Clear(product);
            Span<double> own = rows.Slice(first, n);
            for (int m = 0; m < n; m++)
            {
                DoubleVectors.AddScaled(product.AsSpan(0, m + 1), own[m], triangle.Slice(m * n, m + 1));
            }

            product.CopyTo(own);
        }
    }
}
