namespace AeGen.Analysis;

/// <summary>The singular values of the covariance of codes, and the number of directions in code space that they use.</summary>
/// <remarks>
/// Linear layers behind the encoder, as many and as wide as one likes, compute no more than one does, but gradient descent through them, with weight decay all
/// the more, prefers a product of low rank: the code keeps to the fewest directions in which the decoder can do its work, and the other singular values fall by orders
/// of magnitude (Jing, Zbontar and LeCun 2020, "Implicit rank-minimizing autoencoder", arXiv 2010.00679; Zeng and Graham 2023, arXiv 2305.01090). What is counted
/// is the dimension of the linear space in which the codes lie, not that of the manifold: the two agree where the encoder spreads the manifold out flat. A closed
/// one needs more, the sphere S^d one more direction, the torus T^d from d + 1, as the surface of a ring, to 2d, as d flat circles; and a rolled one that the
/// encoder leaves rolled up has one more too.
/// </remarks>
public sealed class CodeSpectrum
{
    /// <summary>Below this share of the largest, singular values are rounding errors of codes in single precision.</summary>
    private const double Rounding = 1e-12;

    private CodeSpectrum(IReadOnlyList<double> singularValues)
    {
        SingularValues = singularValues;
        Rank = singularValues.Count;
        double floor = Rounding * singularValues[0];
        for (int i = 0; i + 1 < singularValues.Count && singularValues[i] > floor; i++)
        {
            double gap = singularValues[i] / Math.Max(singularValues[i + 1], floor);
            if (gap > Gap)
            {
                (Gap, Rank) = (gap, i + 1);
            }
        }
    }

    /// <summary>The singular values of the codes' covariance over n, the largest first, [code size].</summary>
    public IReadOnlyList<double> SingularValues { get; }

    /// <summary>
    /// The number of singular values before the largest gap. That is an estimate only where the code is wider than need be: among directions that are all used
    /// a largest gap means nothing.
    /// </summary>
    public int Rank { get; }

    /// <summary>The largest ratio of a singular value to the next, no larger than rounding can tell, 1e12; 1 for a code of one number.</summary>
    public double Gap { get; } = 1;

    /// <summary>Computes the spectrum of some codes.</summary>
    /// <param name="codes">The codes, [samples, code size].</param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <exception cref="ArgumentException">All codes are the same.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended early.</exception>
    public static CodeSpectrum Of(DataSet codes, CancellationToken cancellationToken = default)
    {
        // A covariance is symmetric and has no negative eigenvalue: its singular values are its eigenvalues.
        IReadOnlyList<double> values = Pca.Fit(codes, cancellationToken).Eigenvalues;
        return values[0] > 0 ? new CodeSpectrum(values) : throw new ArgumentException($"All {codes.Count} codes are the same.", nameof(codes));
    }
}
