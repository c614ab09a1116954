using AeGen.Functions;
using AeGen.Runtime.Ilgpu;
using ILGPU;

namespace AeGen.Ilgpu.Tests.Accuracy;

/// <summary>The functions on a device, where multiplications and additions may be contracted. Public: the CPU accelerator calls it from an assembly of its own.</summary>
public static class FunctionKernel
{
    /// <summary>The functions in the order of their values.</summary>
    internal static readonly string[] Names =
    [
        nameof(DeviceMath.Exp), nameof(DeviceMath.Log), nameof(Sigmoid), nameof(Tanh), nameof(Softplus),
        nameof(NormalDistribution), nameof(NormalDensity), nameof(DeviceMath.Sin), nameof(DeviceMath.Cos),
        nameof(Mish), nameof(MishSlope), nameof(MishCurvature), nameof(LogCosh), nameof(DeviceMath.ExpM1),
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
        values[i + (2 * length)] = Sigmoid(x);
        values[i + (3 * length)] = Tanh(x);
        values[i + (4 * length)] = Softplus(x);
        values[i + (5 * length)] = NormalDistribution(x);
        values[i + (6 * length)] = NormalDensity(x);
        values[i + (7 * length)] = DeviceMath.Sin(x);
        values[i + (8 * length)] = DeviceMath.Cos(x);
        values[i + (9 * length)] = Mish(x);
        values[i + (10 * length)] = MishSlope(x);
        values[i + (11 * length)] = MishCurvature(x);
        values[i + (12 * length)] = LogCosh(x);
        values[i + (13 * length)] = DeviceMath.ExpM1(x);
    }

    internal static float Sigmoid(float x) => Sigmoid<Float4>.Value(Float4.Create(x)).X;

    internal static float Tanh(float x) => Tanh<Float4>.Value(Float4.Create(x)).X;

    internal static float Softplus(float x) => Softplus<Float4>.Value(Float4.Create(x)).X;

    internal static float NormalDistribution(float x) => Gelu<Float4>.NormalDistribution(Float4.Create(x), out _).X;

    internal static float NormalDensity(float x)
    {
        _ = Gelu<Float4>.NormalDistribution(Float4.Create(x), out Float4 density);
        return density.X;
    }

    internal static float Mish(float x) => Mish<Float4>.Value(Float4.Create(x)).X;

    internal static float MishSlope(float x)
    {
        _ = Mish<Float4>.Value(Float4.Create(x), out Float4 slope);
        return slope.X;
    }

    internal static float MishCurvature(float x) => Mish<Float4>.Curvature(Float4.Create(x), Float4.Zero).X;

    internal static float LogCosh(float x) => LogCosh<Float4>.Value(Float4.Create(x), Float4.Zero, out _).X;
}
