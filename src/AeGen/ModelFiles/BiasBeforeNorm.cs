namespace AeGen.ModelFiles;

/// <summary>
/// The bias b of a linear module that a normalisation follows, n(W x + b). The model has none there, for n takes it off again;
/// what it does to the running means is theirs.
/// </summary>
internal static class BiasBeforeNorm
{
    /// <summary>Refuses one that changes what comes after a normalisation sample by sample.</summary>
    /// <exception cref="FormatException">It does; the exception says how.</exception>
    public static void RequireNoEffect(float[] biases)
    {
        if (biases.Distinct().Skip(1).Any())
        {
            throw new FormatException(
                "a LayerNorm follows, and a bias before it has a place in the model only where all of its numbers are the same, "
                + FormattableString.Invariant($"so that their mean takes it off; these go from {biases.Min()} to {biases.Max()}"));
        }
    }

    /// <summary>The running means m - b, with which n(W x) is what n(W x + b) is with m.</summary>
    /// <exception cref="FormatException">A number is not finite.</exception>
    public static float[] TakeOff(float[] biases, float[] means)
    {
        float[] result = [.. means.Zip(biases, (mean, bias) => (float)((double)mean - bias))];
        int index = Array.FindIndex(result, value => !float.IsFinite(value));
        return index < 0 ? result : throw new FormatException(FormattableString.Invariant(
            $"less the bias before the normalisation, {means[index]} - {biases[index]} at index {index} is not finite in single precision"));
    }
}
