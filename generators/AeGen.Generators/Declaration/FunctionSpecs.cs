namespace AeGen.Generators.Declaration;

/// <summary>The functions that are the default, or that something is true of besides what their types say.</summary>
internal static class FunctionNames
{
    public const string Identity = "Identity";
    public const string Relu = "Relu";
    public const string Sigmoid = "Sigmoid";
    public const string MeanSquaredError = "MeanSquaredError";
    public const string BinaryCrossEntropy = "BinaryCrossEntropy";
    public const string Adam = "Adam";
}

/// <summary>An activation.</summary>
/// <param name="Name">The name of its value and of its function, both in the library.</param>
internal sealed record ActivationSpec(string Name)
{
    /// <summary>Whether f'(z) is a function of y = f(z), so that nothing more than y need be kept for the way back.</summary>
    public bool SlopeFollowsFromOutput { get; init; }

    /// <summary>Whether f''(z) is a function of y = f(z), and of f'(z) where that does not follow from y.</summary>
    public bool CurvatureFollowsFromOutput { get; init; }

    /// <summary>Whether f'' = 0 but at single points.</summary>
    public bool IsPiecewiseLinear { get; init; }

    /// <summary>Whether f(0) = 0.</summary>
    public bool KeepsZero { get; init; }

    /// <summary>Whether it comes near a bound on either side.</summary>
    public bool Saturates { get; init; }

    /// <summary>Whether it leaves everything as it is.</summary>
    public bool IsIdentity => Name == FunctionNames.Identity;

    public override string ToString() => Name;
}

/// <summary>An optimizer.</summary>
/// <param name="Name">The name of its value and of its rule, both in the library.</param>
/// <param name="Moments">Number of moments that it keeps of each parameter.</param>
internal sealed record OptimizerSpec(string Name, int Moments)
{
    public override string ToString() => Name;
}
