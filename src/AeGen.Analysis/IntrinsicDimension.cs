namespace AeGen.Analysis;

/// <summary>Estimates of the dimension of the manifold that samples lie on, from the distances between near ones.</summary>
/// <remarks>Each compares all samples with one another: time grows with the square of their number.</remarks>
public static class IntrinsicDimension
{
    /// <summary>The estimate from each sample's two nearest neighbours.</summary>
    /// <remarks>
    /// Facco, d'Errico, Rodriguez and Laio 2017, "Estimating the intrinsic dimension of datasets by a minimal neighborhood information": where the density hardly
    /// varies between neighbours, the ratio m of a sample's second distance to its first has the distribution F(m) = 1 - m^-d, so that -log(1 - F) is d log m: a
    /// line through the origin is fitted to the empirical F, without the largest ratios. Samples that stand several times have no such ratio and are left out.
    /// </remarks>
    /// <param name="data">The samples, at least three different ones.</param>
    /// <param name="discarded">The share of the largest ratios that the fit leaves out, at least 0 and below 1; default 0.1.</param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <exception cref="ArgumentException">There are too few different samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is no such number.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended early.</exception>
    public static double TwoNearestNeighbours(DataSet data, double discarded = 0.1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(discarded >= 0 && discarded < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(discarded), discarded, "The share of ratios to leave out is at least 0 and below 1.");
        }

        RequireSamples(data, 3);
        double[] ratios =
        [
            .. NearestNeighbours.DistancesOf(data, 2, cancellationToken).Where(nearest => nearest[0] > 0).Select(nearest => nearest[1] / nearest[0]).Order(),
        ];
        double products = 0, squares = 0;
        for (int i = 0; i < (int)Math.Ceiling((1 - discarded) * ratios.Length) && i < ratios.Length - 1; i++)
        {
            double x = Math.Log(ratios[i]), y = -Math.Log(1 - ((i + 1.0) / ratios.Length));
            products += x * y;
            squares += x * x;
        }

        return squares > 0 ? products / squares : throw TooAlike(data);
    }

    /// <summary>The maximum-likelihood estimate from each sample's k nearest neighbours, averaged over the samples and over k.</summary>
    /// <remarks>
    /// Levina and Bickel 2004, "Maximum likelihood estimation of intrinsic dimension": with the distances T_1 to T_k of a sample, 1/d is the mean of log(T_k / T_j)
    /// over j below k. The samples' 1/d are averaged, as MacKay and Ghahramani 2005 derive, and the estimates of all k from the least to the most.
    /// Samples that stand several times are left out.
    /// </remarks>
    /// <param name="data">The samples, more than the most neighbours.</param>
    /// <param name="least">The least number of neighbours, at least 2; default 10.</param>
    /// <param name="most">The most; default 20.</param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <exception cref="ArgumentException">There are too few different samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The numbers of neighbours are no such numbers.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended early.</exception>
    public static double LevinaBickel(DataSet data, int least = 10, int most = 20, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (least < 2 || most < least)
        {
            throw new ArgumentOutOfRangeException(nameof(least), least, $"The numbers of neighbours go from at least 2 to {most}, no fewer.");
        }

        RequireSamples(data, most + 1);
        double[][] distances = [.. NearestNeighbours.DistancesOf(data, most, cancellationToken).Where(nearest => nearest[0] > 0)];
        double sum = 0;
        for (int k = least; k <= most; k++)
        {
            double inverse = distances.Sum(nearest => nearest.Take(k - 1).Sum(distance => Math.Log(nearest[k - 1] / distance)) / (k - 1));
            sum += inverse > 0 ? distances.Length / inverse : throw TooAlike(data);
        }

        return sum / (most - least + 1);
    }

    private static void RequireSamples(DataSet data, int least)
    {
        if (data.Count < least)
        {
            throw new ArgumentException($"There are {data.Count} samples; the estimate needs at least {least}.", nameof(data));
        }
    }

    private static ArgumentException TooAlike(DataSet data) =>
        new($"Among the {data.Count} samples are too few with neighbours at different distances to tell a dimension.", nameof(data));
}
