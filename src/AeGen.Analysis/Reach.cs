namespace AeGen.Analysis;

/// <summary>The reach of a manifold: the largest r such that every point nearer to it than r has one nearest point on it.</summary>
/// <remarks>
/// Federer 1959, "Curvature measures", theorem 4.18: the least |q - p|² / (2 d(q - p, T_p)) over pairs of points, with the distance d of q - p from the tangent space at
/// p; over samples it is the estimate of Aamari, Kim, Chazal, Michel, Rinaldo and Wasserman 2019, "Estimating the reach of a manifold", and never below the reach where
/// the tangent spaces are exact. No continuous encoder with as many code units as a closed manifold has dimensions, followed by any continuous decoder,
/// reconstructs all of that manifold to less than its reach (Kvalheim and Sontag 2023, arXiv 2310.02250).
/// </remarks>
public static class Reach
{
    /// <summary>The reach from samples and their tangent spaces.</summary>
    /// <param name="samples">The samples, at least two different ones.</param>
    /// <param name="tangents">For each sample orthonormal vectors that span its tangent space, [samples, dimension, features], row-major.</param>
    /// <param name="dimension">The manifold's dimension.</param>
    /// <param name="separation">
    /// Pairs that are nearer than this are left out, in the samples' unit. Default: 0, for exact tangent spaces. Where they are estimated it is to be some ten times
    /// the distance from which they are: an error in the direction counts for the more, the nearer a pair is.
    /// </param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <returns>The reach, in the samples' unit; infinity where every pair lies in its tangent spaces.</returns>
    /// <exception cref="ArgumentException">The tangents are another number of numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The separation is negative or not a number.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended early.</exception>
    public static double Of(
        DataSet samples, ReadOnlyMemory<double> tangents, int dimension, double separation = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        MatrixSize.Require(tangents.Length, samples.Count * Math.Max(dimension, 0), samples.SampleSize, nameof(tangents));
        if (!(separation >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(separation), separation, "A distance is at least 0.");
        }

        int width = dimension * samples.SampleSize;
        double rounding = Rounding(samples);
        double[] least = new double[samples.Count];
        Parallel.For(0, samples.Count, new ParallelOptions { CancellationToken = cancellationToken }, index =>
            least[index] = LeastFrom(samples, index, tangents.Span.Slice(index * width, width), separation * separation, rounding));
        return least.Min();
    }

    /// <summary>How far the rounding of two samples to single precision can take one off the other's tangent space.</summary>
    private static double Rounding(DataSet samples)
    {
        double largest = 0;
        foreach (float value in samples.Samples.Span)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return 2 * Math.Sqrt(samples.SampleSize) * largest / (1 << 24);
    }

    private static double LeastFrom(DataSet samples, int from, ReadOnlySpan<double> tangents, double separation, double rounding)
    {
        double least = double.PositiveInfinity;
        ReadOnlySpan<float> p = samples[from];
        double[] chord = new double[p.Length];
        for (int to = 0; to < samples.Count; to++)
        {
            ReadOnlySpan<float> q = samples[to];
            double square = 0;
            for (int i = 0; i < chord.Length; i++)
            {
                chord[i] = (double)q[i] - p[i];
                square += chord[i] * chord[i];
            }

            if (!(square > 0 && square >= separation))
            {
                continue;
            }

            double off = square;
            for (int vector = 0; vector < tangents.Length; vector += chord.Length)
            {
                double along = 0;
                for (int i = 0; i < chord.Length; i++)
                {
                    along += chord[i] * tangents[vector + i];
                }

                off -= along * along;
            }

            // What may be rounding counts for nothing: near pairs stand off by little else.
            double distance = Math.Sqrt(Math.Max(0, off)) - rounding;
            if (distance > 0)
            {
                least = Math.Min(least, square / (2 * distance));
            }
        }

        return least;
    }
}
