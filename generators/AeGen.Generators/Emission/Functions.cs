using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission;

/// <summary>The library's functions, as type arguments of its kernels: each has the name of its enumeration's value.</summary>
/// <param name="vector">The vector that they are of.</param>
internal sealed class Functions(string vector)
{
    public string Of(ActivationKind activation) => $"{activation}<{vector}>";

    /// <summary>AdamW is Adam whose decay does not go through the gradient, which the step's numbers say.</summary>
    public string Of(OptimizerKind optimizer) => $"{(optimizer == OptimizerKind.AdamW ? OptimizerKind.Adam : optimizer)}<{vector}>";

    /// <summary>A loss behind the output's activation.</summary>
    public string Of(LossKind loss, ActivationKind output) => loss == LossKind.BinaryCrossEntropy && output == ActivationKind.Sigmoid
        ? $"SigmoidCrossEntropy<{vector}>"
        : $"LossOfOutput<{vector}, {loss}<{vector}>, {Of(output)}>";
}
