using AeGen.Generators.Declaration;

namespace AeGen.Generators.Plan;

/// <summary>
/// What the generator knows of activations, losses and optimizers besides their names, which are their functions' in the library: a row each.
/// </summary>
internal static class FunctionTable
{
    /// <summary>Where an activation's derivatives come from.</summary>
    private enum Follows
    {
        /// <summary>f' and f'' are functions of y = f(z).</summary>
        FromOutput,

        /// <summary>f' is kept, and f'' is a function of y and f'.</summary>
        CurvatureFromOutput,

        /// <summary>f' is kept, and f'' is a function of z and f'.</summary>
        FromInput,
    }

    private static readonly Dictionary<ActivationKind, (Follows Follows, bool KeepsZero, bool IsPiecewiseLinear)> Activations = new()
    {
        [ActivationKind.Identity] = (Follows.FromOutput, true, true),
        [ActivationKind.Relu] = (Follows.FromOutput, true, true),
        [ActivationKind.LeakyRelu] = (Follows.FromOutput, true, true),
        [ActivationKind.Elu] = (Follows.FromOutput, true, false),
        [ActivationKind.Selu] = (Follows.FromOutput, true, false),
        [ActivationKind.Gelu] = (Follows.FromInput, true, false),
        [ActivationKind.Silu] = (Follows.FromInput, true, false),
        [ActivationKind.Tanh] = (Follows.FromOutput, true, false),
        [ActivationKind.Sigmoid] = (Follows.FromOutput, false, false),
        [ActivationKind.Softplus] = (Follows.FromOutput, false, false),
        [ActivationKind.Sine] = (Follows.CurvatureFromOutput, true, false),
        [ActivationKind.Mish] = (Follows.FromInput, true, false),
        [ActivationKind.Softsign] = (Follows.FromOutput, true, false),
        [ActivationKind.HardSwish] = (Follows.FromInput, true, false),
    };

    private static readonly Dictionary<OptimizerKind, (string Function, int Moments)> Optimizers = new()
    {
        [OptimizerKind.Sgd] = ("Sgd", 1),
        [OptimizerKind.Adam] = ("Adam", 2),

        // Adam whose decay does not go through the gradient, which the step's numbers say.
        [OptimizerKind.AdamW] = ("Adam", 2),
        [OptimizerKind.RmsProp] = ("RmsProp", 2),
        [OptimizerKind.Lion] = ("Lion", 1),
        [OptimizerKind.NAdam] = ("NAdam", 2),
    };

    /// <summary>Whether f'(z) is a function of y = f(z), so that nothing more than y need be kept for the way back.</summary>
    public static bool SlopeFollowsFromOutput(this ActivationKind activation) => Activations[activation].Follows == Follows.FromOutput;

    /// <summary>Whether f''(z) is a function of y = f(z), and of f'(z) where that does not follow from y.</summary>
    public static bool CurvatureFollowsFromOutput(this ActivationKind activation) => Activations[activation].Follows != Follows.FromInput;

    /// <summary>Whether f'' = 0 but at single points.</summary>
    public static bool IsPiecewiseLinear(this ActivationKind activation) => Activations[activation].IsPiecewiseLinear;

    /// <summary>f, or f and f'.</summary>
    public static Function ValueFunction(this ActivationKind activation) =>
        new($"{activation}", $"{activation}<V>.Value", Activations[activation].KeepsZero);

    /// <summary>f' as a function of f.</summary>
    public static Function SlopeFunction(this ActivationKind activation) => new($"{activation}'", $"{activation}<V>.Slope", KeepsZero: false);

    /// <summary>f'' as a function of f or z, and of f'.</summary>
    public static Function CurvatureFunction(this ActivationKind activation) => new($"{activation}''", $"{activation}<V>.Curvature", KeepsZero: false);

    /// <summary>The loss of f(z), and its gradient in z.</summary>
    public static Function LossFunction(this LossKind loss, ActivationKind output)
    {
        string symbol = output == ActivationKind.Identity ? $"{loss}" : $"{loss} of {output}";
        return loss == LossKind.BinaryCrossEntropy && output == ActivationKind.Sigmoid
            ? new(symbol, "SigmoidCrossEntropy<V>.Value", KeepsZero: false)
            : new(symbol, $"LossOfOutput<V, {loss}<V>, {output}<V>>.Value", KeepsZero: false);
    }

    /// <summary>The library's type of an optimizer's rule.</summary>
    public static string Function(this OptimizerKind optimizer) => $"{Optimizers[optimizer].Function}<V>";

    /// <summary>Number of moments that an optimizer keeps of each parameter.</summary>
    public static int Moments(this OptimizerKind optimizer) => Optimizers[optimizer].Moments;
}
