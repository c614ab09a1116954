namespace AeGen.Generators.Plan;

/// <summary>A function of the library over a vector.</summary>
/// <param name="Symbol">Its name in formulas.</param>
/// <param name="Code">Its name in generated code, over a vector V.</param>
/// <param name="KeepsZero">Whether it is zero where its first argument is.</param>
internal sealed record Function(string Symbol, string Code, bool KeepsZero)
{
    public static Function Sqrt { get; } = new("sqrt", "V.Sqrt", KeepsZero: true);

    public static Function Min { get; } = new("min", "V.Min", KeepsZero: false);

    public static Function Max { get; } = new("max", "V.Max", KeepsZero: false);

    public static Function Abs { get; } = new("abs", "V.Abs", KeepsZero: true);

    /// <summary>exp(s / 2) of a log-variance s.</summary>
    public static Function Deviation { get; } = new("deviation", "LogVariance<V>.Deviation", KeepsZero: false);

    /// <summary>exp(s) - 1 of a log-variance s.</summary>
    public static Function VarianceExcess { get; } = new("varianceExcess", "LogVariance<V>.Excess", KeepsZero: true);

    /// <summary>The slope of |x|.</summary>
    public static Function SizesPenaltySlope { get; } = new("sizes'", "SizesPenalty<V>.Slope", KeepsZero: true);

    /// <summary>The slope of x².</summary>
    public static Function SquaresPenaltySlope { get; } = new("squares'", "SquaresPenalty<V>.Slope", KeepsZero: true);

    /// <summary>The slope of the divergence of a mean from its target.</summary>
    public static Function MeanDivergenceSlope { get; } = new("meanDivergence'", "MeanDivergence<V>.Slope", KeepsZero: false);
}
