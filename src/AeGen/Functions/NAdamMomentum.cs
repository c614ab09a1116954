namespace AeGen.Functions;

/// <summary>
/// NAdam's momentum in each step, u(t) = beta1 (1 - 0.96^(0.004 t) / 2), which grows from half of beta1 to beta1: the schedule of Dozat
/// (2016), with the exponent that PyTorch has by default.
/// </summary>
internal static class NAdamMomentum
{
    /// <summary>
    /// Up to here u is at most 0.506, whatever beta1 is, and the product of so many is too small to change 1 in double precision.
    /// </summary>
    private const int MostFactors = 64;

    /// <summary>The gradient's share in a step, (1 - u(t)) / (1 - P(t)).</summary>
    /// <param name="beta1">What the momentum grows to, below 1.</param>
    /// <param name="step">The step t, counted from 1.</param>
    public static double GradientShare(double beta1, long step) => (1 - Of(beta1, step)) / (1 - Product(beta1, step));

    /// <summary>The first moment's share in a step, u(t + 1) / (1 - P(t + 1)).</summary>
    /// <param name="beta1">What the momentum grows to, below 1.</param>
    /// <param name="step">The step t, counted from 1.</param>
    public static double MomentShare(double beta1, long step) => Of(beta1, step + 1) / (1 - Product(beta1, step + 1));

    /// <summary>P(t) = u(1) u(2) ... u(t). It follows from the step alone, so that a training goes on with the same numbers.</summary>
    private static double Product(double beta1, long step)
    {
        if (step > MostFactors)
        {
            return 0;
        }

        double product = 1;
        for (long factor = 1; factor <= step; factor++)
        {
            product *= Of(beta1, factor);
        }

        return product;
    }

    private static double Of(double beta1, long step) => beta1 * (1 - (Math.Pow(0.96, 0.004 * step) / 2));
}
