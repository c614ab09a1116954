namespace AeGen.Analysis;

/// <summary>
/// The dimension of data that the errors of autoencoders of code widths 1, 2 and so on show: the width from which a further number does not pay.
/// </summary>
/// <remarks>
/// Samples of a d-dimensional manifold can be coded in d numbers with as small an error as one likes, except on a set of as small a measure as one likes, and in
/// fewer they cannot (Kvalheim and Sontag 2023, "Why should autoencoders work?", arXiv 2310.02250). A closed manifold has to be torn for that, and samples
/// at the tear come back far from where they were: errors are to be summed up by their median, which a tear does not move, not by their mean.
/// <para>
/// With e_0 the data's spread around their mean and e_k the least error of the widths up to k, for a wider code can do what a narrower one does however badly it was
/// trained, the fall at k is max(e_(k-1), f) / max(e_k, f), at least 1. The floor f is a share of e_0: below it errors tell how well a network was trained, or what
/// the noise is, and no more of the dimension. A width pays if the logarithm of its fall is at least seven tenths of the largest, or the error falls to a quarter, and
/// the knee is the last width that does. The largest fall itself is no good mark: of a manifold that a curve nearly fills, the first width may have it.
/// </para>
/// </remarks>
public sealed class ReconstructionKnee
{
    /// <summary>
    /// The floor where none is named, 0.2 % of the spread: below what autoencoders of some ten thousand weights reach under the dimension, and about what they
    /// reach at it.
    /// </summary>
    public const double DefaultFloor = 0.002;

    /// <summary>By what factor the error falls at least at one width of data that have a knee.</summary>
    public const double ClearFall = 2;

    /// <summary>By what factor the error falls at a width that pays however far it falls at others.</summary>
    public const double SureFall = 4;

    /// <summary>The share of the spread that the error at a knee is at most: what is left at the dimension is noise and the network's own error.</summary>
    public const double ClearError = 0.05;

    private readonly double[] falls;
    private readonly double largest;

    private ReconstructionKnee(ReadOnlySpan<double> errors, double[] falls)
    {
        this.falls = falls;
        largest = falls.Max();
        Width = LastThatFalls(Math.Min(0.7 * Math.Log(largest), Math.Log(SureFall)));
        LeastWidth = LastThatFalls(0.8 * Math.Log(largest));
        MostWidth = LastThatFalls(Math.Min(0.3 * Math.Log(largest), Math.Log(SureFall)));
        ErrorShare = errors[Width] / errors[0];
    }

    /// <summary>The last width whose fall is at least seven tenths of the largest in logarithms, or a factor of <see cref="SureFall"/>.</summary>
    public int Width { get; }

    /// <summary>The width if eight tenths were asked for: the least that one may reasonably take for the knee.</summary>
    public int LeastWidth { get; }

    /// <summary>The width if three tenths were asked for, or <see cref="SureFall"/>: the most.</summary>
    public int MostWidth { get; }

    /// <summary>By what factor the error falls at each width from 1 on, [widths].</summary>
    public IReadOnlyList<double> Falls => falls;

    /// <summary>The error at <see cref="Width"/> over the spread.</summary>
    public double ErrorShare { get; }

    /// <summary>
    /// Whether there is a knee: at some width the error falls to less than half, and at the knee little of it is left. Where there is none, the data are near no manifold
    /// of so few dimensions, or too few to show it.
    /// </summary>
    public bool IsClear => largest > ClearFall && ErrorShare <= ClearError;

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
        double before = errors[0];
        for (int width = 1; width < errors.Length; width++)
        {
            double error = Math.Min(before, Math.Max(errors[width], least));
            (falls[width - 1], before) = (before / error, error);
        }

        return new ReconstructionKnee(errors, falls);
    }

    /// <summary>The last width whose fall has at least a logarithm; the first width where no error falls at all.</summary>
    private int LastThatFalls(double logarithm) => largest > 1 ? Array.FindLastIndex(falls, fall => Math.Log(fall) >= logarithm) + 1 : 1;
}
