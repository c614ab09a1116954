namespace AeGen;

/// <summary>How training turns the axes of a code to the principal directions.</summary>
public enum AxisMethod
{
    /// <summary>
    /// Each step turns the codes by a small rotation towards axes along which they are uncorrelated, in the order of their variances, and the decoder with them. It
    /// takes every decoder and every loss.
    /// </summary>
    RotationAugmentedGradient = 0,

    /// <summary>
    /// The loss is the mean over how many of the code's first units are kept, computed without drawing their number. It takes a decoder of one linear layer and the
    /// mean squared error.
    /// </summary>
    NestedDropout = 1,
}
