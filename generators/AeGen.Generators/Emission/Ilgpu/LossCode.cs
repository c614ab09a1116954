using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <summary>Each loss and its gradient as methods of the pre-activation z and the target t.</summary>
internal static class LossCode
{
    /// <summary>Statements that end in returning one element's loss.</summary>
    public static string Loss(LossKind loss, ActivationKind output)
    {
        if (loss == LossKind.BinaryCrossEntropy && output == ActivationKind.Sigmoid)
        {
            // In terms of z the logarithms' overflow and the division by y (1 - y) cancel.
            return "return DeviceMath.Softplus(z) - (z * t);";
        }

        return Output(output) + "\n" + loss switch
        {
            LossKind.MeanSquaredError => "return (y - t) * (y - t);",
            LossKind.MeanAbsoluteError => "return DeviceMath.Abs(y - t);",
            LossKind.Huber =>
                """
                float size = DeviceMath.Abs(y - t);
                float near = size < 1f ? size : 1f;
                return near * (size - (near * 0.5f));
                """,
            LossKind.BinaryCrossEntropy =>
                """
                float p = y > 1 - 1e-7f ? 1 - 1e-7f : y;
                p = p < 1e-7f ? 1e-7f : p;
                return -((t * DeviceMath.Log(p)) + ((1f - t) * DeviceMath.Log(1f - p)));
                """,
        };
    }

    /// <summary>Statements that end in returning the loss's gradient in z.</summary>
    public static string Gradient(LossKind loss, ActivationKind output)
    {
        if (loss == LossKind.BinaryCrossEntropy && output == ActivationKind.Sigmoid)
        {
            return "return DeviceMath.Sigmoid(z) - t;";
        }

        string slope = output == ActivationKind.Identity ? string.Empty
            : output.SlopeFollowsFromOutput() ? $" * ({ActivationCode.SlopeFromOutput(output)})"
            : $" * ({ActivationCode.SlopeFromInput(output)})";
        return Output(output) + "\n" + loss switch
        {
            LossKind.MeanSquaredError => $"return 2f * (y - t){slope};",
            LossKind.MeanAbsoluteError =>
                $"""
                float sign = y > t ? 1f : y < t ? -1f : 0f;
                return sign{slope};
                """,
            LossKind.Huber =>
                $"""
                float difference = y - t;
                float limited = difference > 1f ? 1f : difference < -1f ? -1f : difference;
                return limited{slope};
                """,
            LossKind.BinaryCrossEntropy =>
                $"""
                float inOutput = y < 1e-7f || y > 1 - 1e-7f ? 0f : (y - t) / (y * (1f - y));
                return inOutput{slope};
                """,
        };
    }

    private static string Output(ActivationKind output) => output == ActivationKind.Identity ? "float y = z;" : $"float y = {ActivationCode.Value(output)};";
}
