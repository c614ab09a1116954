namespace AeGen.Analysis;

/// <summary>
/// The dimension of data that the errors of autoencoders of code widths 1, 2 and so on show: the width at which the error falls most.
/// </summary>
/// <remarks>
/// Samples of a d-dimensional manifold can be coded in d numbers with as small an error as one likes, except on a set of as small a measure as one likes, and in
/// fewer they cannot (Kvalheim and Sontag 2023, "Why should autoencoders work?", arXiv 2310.02250). A closed manifold has to be torn for that, and samples
/// at the tear come back far from where they were: errors are to be summed up by their median, which a tear does not move, not by their mean. With e_0 the data's
/// spread around their mean and e_k the error at width k, the fall at k is max(e_(k-1), f) / max(e_k, f), where the floor f is a share of e_0: below it errors tell how
/// well a network was trained, or what the noise is, and no more of the dimension.
/// </remarks>
public sealed class ReconstructionKnee
{
    /// <summary>
    /// The floor where none is named, 0.1 % of the spread: below what autoencoders of some ten thousand weights reach under the dimension, and about what they reach at it.
    /// </summary>
    public const double DefaultFloor = 0.001;

    /// <summary>By what factor the error falls at least where a width stands out.</summary>
    public const double ClearFall = 2;

    private readonly double[] falls;

    private ReconstructionKnee(double[] falls)
    {
        this.falls = falls;
        double most = falls.Max();
        Width = Array.IndexOf(falls, most) + 1;

        // Where all errors are alike, each width is as good as any other.
        double share = Math.Log(most) / 2;
        LeastWidth = Array.FindIndex(falls, fall => Math.Log(fall) >= share) + 1;
        MostWidth = Array.FindLastIndex(falls, fall => Math.Log(fall) >= share) + 1;
    }

    /// <summary>The width with the largest fall, the first one of several.</summary>
    public int Width { get; }

    /// <summary>The least width whose fall is at least the root of the largest, which is half of it in logarithms.</summary>
    public int LeastWidth { get; }

    /// <summary>The largest width whose fall is at least the root of the largest.</summary>
    public int MostWidth { get; }

    /// <summary>By what factor the error falls at each width from 1 on, [widths].</summary>
    public IReadOnlyList<double> Falls => falls;

    /// <summary>Whether the width stands out: the error falls there to less than half. Data without such a width are near no manifold of few dimensions.</summary>
    public bool IsClear => falls[Width - 1] > ClearFall;

    /// <summary>Finds the knee.</summary>
    /// <param name="errors">
    /// The error at widths 0, 1, 2 and so on, at least two, finite and not below 0: at 0 the spread, above 0; at the others the median of the samples' squared
    /// errors, of samples that were not trained on.
    /// </param>
    /// <param name="floor">The share of the spread below which errors count as equal, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">There are too few errors, or one is out of its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The floor is no such share.</exception>
    public static ReconstructionKnee Of(ReadOnlySpan<double> errors, double floor = DefaultFloor)
    {
        if (!(floor is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(floor), floor, "The floor is a share above 0 and below 1.");
        }

        if (errors.Length < 2 || !(errors[0] > 0))
        {
            throw new ArgumentException("A knee takes the spread at width 0, above 0, and the error of at least one width.", nameof(errors));
        }

        foreach (double error in errors)
        {
            if (!(error >= 0 && double.IsFinite(error)))
            {
                throw new ArgumentException($"Errors are finite and not below 0, and not {error}.", nameof(errors));
            }
        }

        double least = floor * errors[0];
        double[] falls = new double[errors.Length - 1];
        for (int width = 1; width < errors.Length; width++)
        {
            // A wider code that was trained worse is no fall.
            falls[width - 1] = Math.Max(1, Math.Max(errors[width - 1], least) / Math.Max(errors[width], least));
        }

        return new ReconstructionKnee(falls);
    }
}
