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
    private const int MostDegree = 4;
    private const int LeastDegree = 3;
    private const int NeighboursOfACoefficient = 3;

    /// <summary>How many standard errors count for nothing: some neighbourhood out of thousands is off by so many.</summary>
    private const double Doubt = 3;

    /// <summary>The reach from samples and their tangent spaces.</summary>
    /// <param name="samples">The samples, at least two different ones.</param>
    /// <param name="tangents">
    /// For each sample orthonormal vectors that span its tangent space, [samples, dimension, features], row-major. They are to be exact: an
    /// error of them counts for the more, the nearer a pair is. Where they are not known, <see cref="Estimate"/> is the method to take.
    /// </param>
    /// <param name="dimension">The manifold's dimension.</param>
    /// <param name="separation">
    /// Pairs that are nearer than this are left out, in the samples' unit. The result is at least half of it, whatever the samples: a reach
    /// below that is not seen. Default: 0, no pair is left out.
    /// </param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <returns>The reach, in the samples' unit; infinity where every pair lies in its tangent spaces.</returns>
    /// <exception cref="ArgumentException">The tangents are another number of numbers, or all samples are the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The separation is negative or not a number, or so large that it leaves no pair.
    /// </exception>
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
        double?[] least = new double?[samples.Count];
        Parallel.For(0, samples.Count, new ParallelOptions { CancellationToken = cancellationToken }, index =>
            least[index] = LeastFrom(samples, index, tangents.Span.Slice(index * width, width), separation, 0, rounding));
        return least.Min() ?? throw NoPair(samples, separation);
    }

    /// <summary>
    /// The reach from samples alone: tangent spaces and curvatures are those of polynomials of degree 4 that are fitted to each sample's
    /// neighbours.
    /// </summary>
    /// <remarks>
    /// The reach is the least radius of curvature or half the length of the shortest bottleneck (Aamari et al. 2019, theorem 3.4):
    /// curvatures tell the one, and pairs of samples farther apart than the neighbours from which a tangent space comes tell the other.
    /// Three standard errors of each fit are granted, so that a value is what the samples show: the reach can be less, by what lies between
    /// them. On surfaces of 2,000 evenly spread samples the value is within a few percent where the neighbourhoods are no wider than the
    /// reach, and the bias falls with the third power of the samples' distance. Noise of deviation s on the samples adds about s / h² to a
    /// curvature, with the neighbourhoods' radius h.
    /// </remarks>
    /// <param name="samples">
    /// The samples, on the manifold, more than three for each coefficient of such a polynomial: 12 for a curve, 42 for a surface.
    /// </param>
    /// <param name="dimension">The manifold's dimension, 1 to the number of features.</param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <exception cref="ArgumentException">
    /// The samples are too few or too thin: the reach comes out as less than the neighbourhoods' radius, where two parts of the manifold
    /// may lie in one of them.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is no such number.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended early.</exception>
    public static ReachEstimate Estimate(DataSet samples, int dimension, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        TangentSpaces.RequireDimension(samples, dimension);
        int least = NeighboursOf(dimension, LeastDegree);
        if (samples.Count <= least)
        {
            throw new ArgumentException(
                $"There are {samples.Count} samples; the reach of a manifold of dimension {dimension} is estimated from the {least} "
                + $"neighbours of each, "
                + $"so that more than {least} are needed.",
                nameof(samples));
        }

        // A lower degree takes narrower neighbourhoods, in which there may be one part of the manifold only.
        ReachEstimate? estimate = null;
        for (int degree = MostDegree; degree >= LeastDegree && !(estimate?.FitRadius <= estimate?.Value); degree--)
        {
            if (NeighboursOf(dimension, degree) < samples.Count)
            {
                estimate = EstimateBy(samples, dimension, degree, cancellationToken);
            }
        }

        return estimate!.FitRadius <= estimate.Value ? estimate : throw TooThin(samples, estimate);
    }

    private static int NeighboursOf(int dimension, int degree) => NeighboursOfACoefficient * LocalFit.Coefficients(dimension, degree);

    private static ReachEstimate EstimateBy(DataSet samples, int dimension, int degree, CancellationToken cancellationToken)
    {
        double rounding = Rounding(samples);
        Neighbour[][] nearest = NearestNeighbours.Of(samples, NeighboursOf(dimension, degree), cancellationToken);
        var fits = new (LocalFit Fit, double Curvature, double Chords)?[samples.Count];
        Parallel.For(0, samples.Count, new ParallelOptions { CancellationToken = cancellationToken }, index =>
        {
            if (LocalFit.Of(samples, index, nearest[index], dimension, degree, rounding) is { } fit)
            {
                double[] tangents = fit.Tangents.ToRowMajorArray();
                double chords = LeastFrom(samples, index, tangents, fit.Radius, Doubt * fit.SlopeError,
                    rounding) ?? double.PositiveInfinity;
                fits[index] = (fit, 1 / Math.Max(0, fit.Curvature - (Doubt * fit.CurvatureError)), chords);
            }
        });
        (LocalFit Fit, double Curvature, double Chords)[] told = [.. fits.OfType<(LocalFit Fit, double Curvature, double Chords)>()];
        if (told.Length == 0)
        {
            throw new ArgumentException(
                $"No neighbourhood of the {samples.Count} samples determines a polynomial of {dimension} variables: they are too alike, "
                + $"or lie on something of fewer dimensions.",
                nameof(samples));
        }

        (LocalFit Fit, double Curvature, double Chords) bent = told.MinBy(one => one.Curvature);
        (LocalFit Fit, double Curvature, double Chords) near = told.MinBy(one => one.Chords);
        return new ReachEstimate(bent.Curvature, near.Chords, (bent.Curvature < near.Chords ? bent : near).Fit.Radius, degree);
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

    /// <summary>
    /// The least radius over the pairs of a sample whose tangent space may be off by an error, or null where there is no pair.
    /// </summary>
    private static double? LeastFrom(
        DataSet samples, int from, ReadOnlySpan<double> tangents, double separation, double slopeError, double rounding)
    {
        double? least = null;
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

            if (!(square > 0 && square >= separation * separation))
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

            // What may be an error counts for nothing: near pairs stand off by little else.
            double distance = Math.Sqrt(Math.Max(0, off)) - (slopeError * Math.Sqrt(square)) - rounding;
            least = Math.Min(least ?? double.PositiveInfinity, distance > 0 ? square / (2 * distance) : double.PositiveInfinity);
        }

        return least;
    }

    private static ArgumentException NoPair(DataSet samples, double separation)
    {
        double most = Math.Sqrt(Enumerable.Range(0, samples.Count).Max(
            from => Enumerable.Range(0, from).Select(to => Distances.Squared(samples[from], samples[to])).DefaultIfEmpty().Max()));
        return most > 0
            ? new ArgumentOutOfRangeException(
                nameof(separation), separation,
                $"No two of the {samples.Count} samples are so far apart: a separation is at most {most:G4}, and well below that to tell "
                + $"a reach.")
            : new ArgumentException(
                $"The {samples.Count} samples are one point: a reach takes at least two different ones.", nameof(samples));
    }

    private static ArgumentException TooThin(DataSet samples, ReachEstimate estimate) => new(
        $"The {samples.Count} samples are too thin: the reach comes out as {estimate.Value:G3}, from a neighbourhood of radius "
        + $"{estimate.FitRadius:G3}, in which two parts of a "
        + "manifold of such a reach may lie. Take more samples; the radius is to be below the reach.",
        nameof(samples));
}
