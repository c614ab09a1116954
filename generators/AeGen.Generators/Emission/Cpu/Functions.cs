using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>The library's functions over vectors, as type arguments of its kernels: each has the name of its enumeration's value.</summary>
internal static class Functions
{
    public static string Of(ActivationKind activation) => $"{activation}<V>";

    /// <summary>AdamW is Adam whose decay does not go through the gradient, which the step's numbers say.</summary>
    public static string Of(OptimizerKind optimizer) => $"{(optimizer == OptimizerKind.AdamW ? OptimizerKind.Adam : optimizer)}<V>";

    /// <summary>A loss behind the output's activation.</summary>
    public static string Of(LossKind loss, ActivationKind output) => loss == LossKind.BinaryCrossEntropy && output == ActivationKind.Sigmoid
        ? "SigmoidCrossEntropy<V>"
        : $"LossOfOutput<V, {loss}<V>, {Of(output)}>";
}
