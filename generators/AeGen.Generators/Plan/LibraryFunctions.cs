using AeGen.Generators.Declaration;

namespace AeGen.Generators.Plan;

/// <summary>The library's functions of activations, losses and optimizers, which have the names of their enumeration's values.</summary>
internal static class LibraryFunctions
{
    /// <summary>f, or f and f'.</summary>
    public static Function ValueFunction(this ActivationSpec activation) =>
        new($"{activation}", $"{activation}<V>.Value", activation.KeepsZero);

    /// <summary>f' as a function of f.</summary>
    public static Function SlopeFunction(this ActivationSpec activation) =>
        new($"{activation}'", $"{activation}<V>.Slope", KeepsZero: false);

    /// <summary>f'' as a function of f or z, and of f'.</summary>
    public static Function CurvatureFunction(this ActivationSpec activation) =>
        new($"{activation}''", $"{activation}<V>.Curvature", KeepsZero: false);

    /// <summary>The loss of f(z), and its gradient in z.</summary>
    public static Function LossFunction(this string loss, ActivationSpec output)
    {
        string symbol = output.IsIdentity ? loss : $"{loss} of {output}";
        return loss == FunctionNames.BinaryCrossEntropy && output.Name == FunctionNames.Sigmoid
            ? new(symbol, "SigmoidCrossEntropy<V>.Value", KeepsZero: false)
            : new(symbol, $"LossOfOutput<V, {loss}<V>, {output}<V>>.Value", KeepsZero: false);
    }

    /// <summary>The library's type of an optimizer's rule.</summary>
    public static string Function(this OptimizerSpec optimizer) => $"{optimizer}<V>";
}
