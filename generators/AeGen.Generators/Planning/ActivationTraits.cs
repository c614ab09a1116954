using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <summary>What the mathematics says of an activation, whatever the target.</summary>
internal static class ActivationTraits
{
    /// <summary>Whether f'(z) is a function of y = f(z), so that nothing more than y need be kept for the way back.</summary>
    public static bool SlopeFollowsFromOutput(this ActivationKind activation) =>
        activation is not (ActivationKind.Gelu or ActivationKind.Silu or ActivationKind.Sine);

    /// <summary>Whether f''(z) is a function of y = f(z), and of f'(z) where that does not follow from y.</summary>
    public static bool CurvatureFollowsFromOutput(this ActivationKind activation) => activation is not (ActivationKind.Gelu or ActivationKind.Silu);

    /// <summary>Whether f'' = 0 but at single points.</summary>
    public static bool IsPiecewiseLinear(this ActivationKind activation) =>
        activation is ActivationKind.Identity or ActivationKind.Relu or ActivationKind.LeakyRelu;

    /// <summary>Whether f(0) = 0, so that zero padding stays zero.</summary>
    public static bool KeepsZero(this ActivationKind activation) => activation is not (ActivationKind.Sigmoid or ActivationKind.Softplus);
}
