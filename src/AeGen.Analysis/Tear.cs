namespace AeGen.Analysis;

/// <summary>A place on a manifold where its reconstruction is torn: samples near one another whose errors are above a threshold.</summary>
/// <param name="Worst">The sample with the largest error.</param>
/// <param name="MaximumError">That error, a Euclidean norm in the samples' unit.</param>
/// <param name="Samples">All samples of the tear, by their place in the probe, ascending.</param>
/// <param name="Extent">The largest distance of one of them from the worst, in the samples' unit.</param>
/// <remarks>
/// A closed manifold of dimension k has no one-to-one continuous code of k numbers (invariance of domain): an encoder and a decoder that are continuous reconstruct it
/// nearly everywhere, and across a tear they run through what lies between its two sides (Kvalheim and Sontag 2023, arXiv 2310.02250).
/// </remarks>
public sealed record Tear(int Worst, double MaximumError, IReadOnlyList<int> Samples, double Extent)
{
    /// <summary>Finds the tears of a reconstruction, the one with the most samples first.</summary>
    /// <param name="probe">The samples, dense enough that neighbours within a tear are nearer than the gap.</param>
    /// <param name="errors">Their errors.</param>
    /// <param name="threshold">The error from which on a sample belongs to a tear, in the samples' unit.</param>
    /// <param name="gap">The distance below which two such samples belong to one tear, in the samples' unit.</param>
    /// <exception cref="ArgumentException">The errors are not those of so many samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The gap is not above 0.</exception>
    public static IReadOnlyList<Tear> Locate(DataSet probe, ErrorDistribution errors, double threshold, double gap)
    {
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentNullException.ThrowIfNull(errors);
        if (errors.Errors.Count != probe.Count)
        {
            throw new ArgumentException($"There are errors of {errors.Errors.Count} samples for a probe of {probe.Count}.", nameof(errors));
        }

        if (!(gap > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(gap), gap, "Samples of one tear are apart: the gap is above 0.");
        }

        var left = new List<int>(Enumerable.Range(0, probe.Count).Where(index => errors.Errors[index] > threshold));
        var tears = new List<Tear>();
        while (left.Count > 0)
        {
            tears.Add(Describe(TakeConnected(left, probe, gap * gap), probe, errors));
        }

        return [.. tears.OrderByDescending(tear => tear.Samples.Count)];
    }

    /// <summary>Takes out of a list its first sample and all that hang together with it.</summary>
    private static List<int> TakeConnected(List<int> left, DataSet probe, double squaredGap)
    {
        List<int> connected = [left[0]];
        left.RemoveAt(0);
        for (int reached = 0; reached < connected.Count; reached++)
        {
            int from = connected[reached];
            for (int i = left.Count - 1; i >= 0; i--)
            {
                if (Distances.Squared(probe[from], probe[left[i]]) < squaredGap)
                {
                    connected.Add(left[i]);
                    left.RemoveAt(i);
                }
            }
        }

        connected.Sort();
        return connected;
    }

    private static Tear Describe(List<int> samples, DataSet probe, ErrorDistribution errors)
    {
        int worst = samples.MaxBy(index => errors.Errors[index]);
        return new Tear(worst, errors.Errors[worst], samples, Math.Sqrt(samples.Max(index => Distances.Squared(probe[worst], probe[index]))));
    }
}
