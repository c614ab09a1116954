namespace AeGen.Generators.Declaration;

// The values of these equal those of the enumerations in the runtime library, whose documentation holds for them too.

internal enum ActivationKind
{
    Identity = 0,
    Relu = 1,
    LeakyRelu = 2,
    Elu = 3,
    Selu = 4,
    Gelu = 5,
    Silu = 6,
    Tanh = 7,
    Sigmoid = 8,
    Softplus = 9,
    Sine = 10,
    Mish = 11,
    Softsign = 12,
    HardSwish = 13,
}

internal enum LossKind
{
    MeanSquaredError = 0,
    BinaryCrossEntropy = 1,
    MeanAbsoluteError = 2,
    Huber = 3,
    LogCosh = 4,
}

internal enum OptimizerKind
{
    Sgd = 0,
    Adam = 1,
    AdamW = 2,
    RmsProp = 3,
    Lion = 4,
    NAdam = 5,
}

/// <summary>
/// What the generator knows of activations and optimizers besides their names, which are their functions' in the library: a row each.
/// </summary>
internal static class FunctionTraits
{
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

    private static readonly Dictionary<OptimizerKind, (string Rule, int Moments)> Optimizers = new()
    {
        [OptimizerKind.Sgd] = ("Sgd", 1),
        [OptimizerKind.Adam] = ("Adam", 2),

        // Adam whose decay does not go through the gradient, which the step's numbers say.
        [OptimizerKind.AdamW] = ("Adam", 2),
        [OptimizerKind.RmsProp] = ("RmsProp", 2),
        [OptimizerKind.Lion] = ("Lion", 1),
        [OptimizerKind.NAdam] = ("NAdam", 2),
    };

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

    /// <summary>Whether f'(z) is a function of y = f(z), so that nothing more than y need be kept for the way back.</summary>
    public static bool SlopeFollowsFromOutput(this ActivationKind activation) => Activations[activation].Follows == Follows.FromOutput;

    /// <summary>Whether f''(z) is a function of y = f(z), and of f'(z) where that does not follow from y.</summary>
    public static bool CurvatureFollowsFromOutput(this ActivationKind activation) => Activations[activation].Follows != Follows.FromInput;

    /// <summary>Whether f(0) = 0.</summary>
    public static bool KeepsZero(this ActivationKind activation) => Activations[activation].KeepsZero;

    /// <summary>Whether f'' = 0 but at single points.</summary>
    public static bool IsPiecewiseLinear(this ActivationKind activation) => Activations[activation].IsPiecewiseLinear;

    /// <summary>The name of an optimizer's rule in the library.</summary>
    public static string Rule(this OptimizerKind optimizer) => Optimizers[optimizer].Rule;

    /// <summary>Number of moments that an optimizer keeps of each parameter.</summary>
    public static int Moments(this OptimizerKind optimizer) => Optimizers[optimizer].Moments;
}
