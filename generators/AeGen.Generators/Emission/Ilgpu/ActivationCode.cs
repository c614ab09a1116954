using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission.Ilgpu;

/// <summary>Each activation and its slope as methods of one number, in C# that ILGPU compiles.</summary>
internal static class ActivationCode
{
    /// <summary>y = f(z) as an expression of a variable z.</summary>
    public static string Value(ActivationKind activation) => activation switch
    {
        // In this order a NaN stays one, so that a loss that has diverged is seen.
        ActivationKind.Relu => "z < 0f ? 0f : z",
        ActivationKind.LeakyRelu => "z > 0f ? z : z * 0.01f",
        ActivationKind.Elu => "z > 0f ? z : DeviceMath.Exp(z) - 1f",
        ActivationKind.Selu => "z > 0f ? z * 1.0507009873554805f : (DeviceMath.Exp(z) - 1f) * 1.7580993408473766f",
        ActivationKind.Gelu => "z * DeviceMath.NormalDistribution(z)",
        ActivationKind.Silu => "z * DeviceMath.Sigmoid(z)",
        ActivationKind.Tanh => "DeviceMath.Tanh(z)",
        ActivationKind.Sigmoid => "DeviceMath.Sigmoid(z)",
        ActivationKind.Softplus => "DeviceMath.Softplus(z)",
        ActivationKind.Sine => "DeviceMath.Sin(z)",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>f'(z) as an expression of a variable y = f(z), where it is one.</summary>
    public static string SlopeFromOutput(ActivationKind activation) => activation switch
    {
        ActivationKind.Relu => "y > 0f ? 1f : 0f",
        ActivationKind.LeakyRelu => "y > 0f ? 1f : 0.01f",
        ActivationKind.Elu => "y > 0f ? 1f : y + 1f",
        ActivationKind.Selu => "y > 0f ? 1.0507009873554805f : y + 1.7580993408473766f",
        ActivationKind.Tanh => "1f - (y * y)",
        ActivationKind.Sigmoid => "y * (1f - y)",
        ActivationKind.Softplus => "1f - DeviceMath.Exp(-y)",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>f''(z) as an expression of a variable y = f(z), or for GELU and SiLU of the variable z, where it is not zero.</summary>
    public static string Curvature(ActivationKind activation) => activation switch
    {
        ActivationKind.Elu => "y > 0f ? 0f : y + 1f",
        ActivationKind.Selu => "y > 0f ? 0f : y + 1.7580993408473766f",
        ActivationKind.Tanh => "-2f * y * (1f - (y * y))",
        ActivationKind.Sigmoid => "y * (1f - y) * (1f - (2f * y))",
        ActivationKind.Softplus => "DeviceMath.Exp(-y) * (1f - DeviceMath.Exp(-y))",
        ActivationKind.Gelu => "DeviceMath.NormalDensity(z) * (2f - (z * z))",
        ActivationKind.Silu => "DeviceMath.Sigmoid(z) * (1f - DeviceMath.Sigmoid(z)) * (2f + (z * (1f - (2f * DeviceMath.Sigmoid(z)))))",
        ActivationKind.Sine => "-y",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>f'(z) as an expression of the variable z, where it does not follow from y.</summary>
    public static string SlopeFromInput(ActivationKind activation) => activation switch
    {
        ActivationKind.Gelu => "DeviceMath.NormalDistribution(z) + (z * DeviceMath.NormalDensity(z))",
        ActivationKind.Silu => "DeviceMath.Sigmoid(z) * (1f + (z * (1f - DeviceMath.Sigmoid(z))))",
        ActivationKind.Sine => "DeviceMath.Cos(z)",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };
}
