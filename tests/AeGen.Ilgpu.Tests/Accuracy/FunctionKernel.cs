using AeGen.Runtime.Ilgpu;
using ILGPU;

namespace AeGen.Ilgpu.Tests.Accuracy;

/// <summary>The functions on a device, where multiplications and additions may be contracted. Public: the CPU accelerator calls it from an assembly of its own.</summary>
public static class FunctionKernel
{
    /// <summary>The functions in the order of their values.</summary>
    internal static readonly string[] Names =
    [
        nameof(DeviceMath.Exp), nameof(DeviceMath.Log), nameof(DeviceMath.Sigmoid), nameof(DeviceMath.Tanh), nameof(DeviceMath.Softplus),
        nameof(DeviceMath.NormalDistribution), nameof(DeviceMath.NormalDensity), nameof(DeviceMath.Sin), nameof(DeviceMath.Cos),
    ];

    /// <summary>Applies every function to each argument.</summary>
    /// <param name="i">The argument's place.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="values">Receives all values of the first function, then all of the second, and so on.</param>
    public static void Apply(Index1D i, ArrayView<float> arguments, ArrayView<float> values)
    {
        float x = arguments[i];
        int length = arguments.IntLength;
        values[i] = DeviceMath.Exp(x);
        values[i + length] = DeviceMath.Log(x);
        values[i + (2 * length)] = DeviceMath.Sigmoid(x);
        values[i + (3 * length)] = DeviceMath.Tanh(x);
        values[i + (4 * length)] = DeviceMath.Softplus(x);
        values[i + (5 * length)] = DeviceMath.NormalDistribution(x);
        values[i + (6 * length)] = DeviceMath.NormalDensity(x);
        values[i + (7 * length)] = DeviceMath.Sin(x);
        values[i + (8 * length)] = DeviceMath.Cos(x);
    }
}
