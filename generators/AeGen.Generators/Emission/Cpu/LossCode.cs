using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>Each loss and its gradient as C# over vectors, from the pre-activation z and the target t.</summary>
internal static class LossCode
{
    /// <summary>Statements that define loss, one element's, and gradient, in z, from variables z and t.</summary>
    public static string LossAndGradient(LossKind loss, ActivationKind output)
    {
        if (loss == LossKind.BinaryCrossEntropy && output == ActivationKind.Sigmoid)
        {
            // In terms of z the logarithms' overflow and the division by y (1 - y) cancel.
            return """
                Floats loss = Vector.MaxNative(Floats.Zero, z) - (z * t) + Vector.Log(Floats.One + Exp(-Vector.Abs(z)));
                Floats gradient = Sigmoid(z) - t;
                """;
        }

        string activate = !output.SlopeFollowsFromOutput() ? ActivationCode.ValueAndSlope(output)
            : output == ActivationKind.Identity ? "Floats y = z;"
            : $"Floats y = {ActivationCode.Value(output)};\nFloats slope = {ActivationCode.SlopeFromOutput(output)};";
        string slope = output == ActivationKind.Identity ? string.Empty : " * slope";
        return activate + "\n" + OfOutput(loss) + "\n" + $"Floats gradient = inOutput{slope};";
    }

    /// <summary>Statements that define loss and inOutput, the gradient in y, from variables y and t.</summary>
    private static string OfOutput(LossKind loss) => loss switch
    {
        LossKind.MeanSquaredError =>
            """
            Floats difference = y - t;
            Floats loss = difference * difference;
            Floats inOutput = difference + difference;
            """,
        LossKind.MeanAbsoluteError =>
            """
            Floats difference = y - t;
            Floats loss = Vector.Abs(difference);
            Floats inOutput = Vector.ConditionalSelect(Vector.Equals(difference, Floats.Zero), Floats.Zero, Vector.CopySign(Floats.One, difference));
            """,
        LossKind.Huber =>
            """
            Floats difference = y - t;
            Floats size = Vector.Abs(difference);
            Floats near = Vector.MinNative(Floats.One, size);
            Floats loss = near * (size - (near * 0.5f));
            Floats inOutput = Vector.CopySign(near, difference);
            """,
        LossKind.BinaryCrossEntropy =>
            """
            Floats p = Vector.MinNative(Vector.Create(1 - 1e-7f), Vector.MaxNative(Vector.Create(1e-7f), y));
            Floats loss = -((t * Vector.Log(p)) + ((Floats.One - t) * Vector.Log(Floats.One - p)));
            Floats inOutput = Vector.ConditionalSelect(Vector.Equals(p, y), (p - t) / (p * (Floats.One - p)), Floats.Zero);
            """,
    };
}
