using AeGen.Runtime.Ilgpu;
using AeGen.Testing.Reference;

namespace AeGen.Ilgpu.Tests.Accuracy;

/// <summary>A function on devices and what its comment promises of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Single">The function.</param>
/// <param name="Exact">What it approximates.</param>
/// <param name="From">The least argument that the promise is about.</param>
/// <param name="To">The greatest.</param>
/// <param name="Bound">The promised bound.</param>
/// <param name="Scale">What the error is measured by, from the exact value: 1 for absolute errors, the value for relative ones.</param>
internal sealed record FunctionCase(
    string Name, Func<float, float> Single, Func<double, double> Exact, float From, float To, double Bound, Func<double, double> Scale)
{
    private const int Samples = 100_000;
    private const float SmallestNormal = 1.17549435e-38f;

    public static IReadOnlyList<FunctionCase> All { get; } =
    [
        new(nameof(DeviceMath.Exp), DeviceMath.Exp, Math.Exp, -87f, 87f, 1.5e-7, Relative),
        new(nameof(DeviceMath.ExpM1), DeviceMath.ExpM1, x => 2 * Math.Sinh(x / 2) * Math.Exp(x / 2), -87f, 87f, 2e-7, Relative),
        new(nameof(DeviceMath.Log), DeviceMath.Log, Math.Log, SmallestNormal, float.MaxValue, 1e-7, Relative),
        new("Sigmoid", FunctionKernel.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -87f, 1000f, 2.5e-7, Relative),
        new("Tanh", FunctionKernel.Tanh, Math.Tanh, -1000f, 1000f, 2e-7, Relative),
        new("Softplus", FunctionKernel.Softplus, x =>
            Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), -1e30f, 1e30f, 2e-7, AtLeastOne),
        new("NormalDistribution", FunctionKernel.NormalDistribution, x =>
            (1 + ReferenceMath.Erf(x / Math.Sqrt(2))) / 2, -1e30f, 1e30f, 4.5e-7, Absolute),
        new("NormalDensity", FunctionKernel.NormalDensity, x =>
            Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), -1e30f, 1e30f, 7e-8, Absolute),
        new(nameof(DeviceMath.Sin), DeviceMath.Sin, Math.Sin, -8192f, 8192f, 1e-7, Absolute),
        new(nameof(DeviceMath.Cos), DeviceMath.Cos, Math.Cos, -8192f, 8192f, 1e-7, Absolute),
        new("Mish", FunctionKernel.Mish, x => ReferenceMath.Activate(Activation.Mish, x), -80f, 1e30f, 4e-7, RelativeToNormal),
        new("MishSlope", FunctionKernel.MishSlope, x => ReferenceMath.Slope(Activation.Mish, x), -1e30f, 1e30f, 2e-7, Absolute),
        new("MishCurvature", FunctionKernel.MishCurvature, MishCurvature, -1e30f, 1e30f, 2.5e-7, Absolute),
        new("LogCosh", FunctionKernel.LogCosh, ReferenceMath.LogCosh, -1e30f, 1e30f, 4e-7, RelativeToNormal),
    ];

    /// <summary>
    /// Arguments as dense as a function needs: half of them evenly spaced over what lies within 20 of zero, where functions change; half spread over
    /// the representable numbers of the whole range, which are denser towards zero.
    /// </summary>
    public float[] Arguments()
    {
        float[] arguments = new float[Samples];
        float low = Math.Max(From, -20f), high = Math.Min(To, 20f);
        for (int i = 0; i < Samples / 2; i++)
        {
            arguments[i] = (float)(low + ((double)(high - low) * i / ((Samples / 2) - 1)));
        }

        long first = Place(From), last = Place(To);
        for (int i = 0; i < Samples / 2; i++)
        {
            arguments[(Samples / 2) + i] = Number(first + (long)((double)(last - first) * i / ((Samples / 2) - 1)));
        }

        return arguments;
    }

    /// <summary>The greatest error of some values, measured as the promise measures it, and where it is.</summary>
    public (double Error, float At) Worst(ReadOnlySpan<float> arguments, ReadOnlySpan<float> values)
    {
        (double Error, float At) worst = (0, 0);
        for (int i = 0; i < arguments.Length; i++)
        {
            double exact = Exact(arguments[i]);
            double error = Math.Abs(values[i] - exact) / Scale(exact);
            if (!(error <= worst.Error))
            {
                worst = (error, arguments[i]);
            }
        }

        return worst;
    }

    public override string ToString() => FormattableString.Invariant($"{Name} from {From} to {To}");

    private static double MishCurvature(double x)
    {
        double logistic = 1 / (1 + Math.Exp(-x)), share = Math.Tanh(Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))));
        return (1 - (share * share)) * logistic * (2 + (x * (1 - logistic - (2 * share * logistic))));
    }

    private static double Relative(double exact) => exact == 0 ? 1 : Math.Abs(exact);

    /// <summary>Subnormal numbers, which the squares of small ones are, have fewer bits.</summary>
    private static double RelativeToNormal(double exact) => Math.Max(SmallestNormal, Math.Abs(exact));

    private static double Absolute(double exact) => 1;

    private static double AtLeastOne(double exact) => Math.Max(1, Math.Abs(exact));

    /// <summary>The place of a number among all numbers in their order.</summary>
    private static long Place(float number)
    {
        int bits = BitConverter.SingleToInt32Bits(number);
        return bits < 0 ? -(long)(bits & int.MaxValue) : bits;
    }

    private static float Number(long place) => BitConverter.Int32BitsToSingle(place < 0 ? (int)-place | int.MinValue : (int)place);
}
