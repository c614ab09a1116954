namespace AeGen.Testing.Reference;

/// <summary>The scalar functions in double precision, from their definitions.</summary>
public static class ReferenceMath
{
    private const double LeakySlope = 0.01;
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;
    private const double Clamp = 1e-7;

    /// <summary>The error function, by its series of positive terms, which loses nothing to cancellation.</summary>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude > 6)
        {
            return Math.Sign(x);
        }

        double term = magnitude;
        double sum = magnitude;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * magnitude * magnitude / ((2 * n) + 1);
            sum += term;
        }

        return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * Math.Exp(-magnitude * magnitude) * sum;
    }

    /// <summary>An activation's value.</summary>
    public static double Activate(Activation activation, double z) => activation switch
    {
        Activation.Identity => z,
        Activation.Relu => Math.Max(0, z),
        Activation.LeakyRelu => z > 0 ? z : LeakySlope * z,
        Activation.Elu => z > 0 ? z : Math.Exp(z) - 1,
        Activation.Selu => SeluScale * (z > 0 ? z : SeluAlpha * (Math.Exp(z) - 1)),
        Activation.Gelu => z * 0.5 * (1 + Erf(z / Math.Sqrt(2))),
        Activation.Silu => z * Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.Sigmoid => Sigmoid(z),
        Activation.Softplus => Softplus(z),
        Activation.Sine => Math.Sin(z),
        Activation.Mish => z * Math.Tanh(Softplus(z)),
        Activation.Softsign => z / (1 + Math.Abs(z)),
        Activation.HardSwish => z * Math.Min(Math.Max(z + 3, 0), 6) / 6,
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>An activation's slope.</summary>
    public static double Slope(Activation activation, double z) => activation switch
    {
        Activation.Identity => 1,
        Activation.Relu => z > 0 ? 1 : 0,
        Activation.LeakyRelu => z > 0 ? 1 : LeakySlope,
        Activation.Elu => z > 0 ? 1 : Math.Exp(z),
        Activation.Selu => SeluScale * (z > 0 ? 1 : SeluAlpha * Math.Exp(z)),
        Activation.Gelu => (0.5 * (1 + Erf(z / Math.Sqrt(2)))) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)),
        Activation.Silu => Sigmoid(z) * (1 + (z * Sigmoid(-z))),
        Activation.Tanh => 1 / (Math.Cosh(z) * Math.Cosh(z)),
        Activation.Sigmoid => Sigmoid(z) * Sigmoid(-z),
        Activation.Softplus => Sigmoid(z),
        Activation.Sine => Math.Cos(z),
        Activation.Mish => Math.Tanh(Softplus(z)) + (z * Sigmoid(z) / Math.Pow(Math.Cosh(Softplus(z)), 2)),
        Activation.Softsign => 1 / Math.Pow(1 + Math.Abs(z), 2),
        Activation.HardSwish => z <= -3 ? 0 : z >= 3 ? 1 : ((2 * z) + 3) / 6,
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>Where an activation's slope jumps.</summary>
    public static double[] Kinks(Activation activation) => activation switch
    {
        Activation.Relu or Activation.LeakyRelu or Activation.Selu => [0],
        Activation.HardSwish => [-3, 3],
        _ => [],
    };

    /// <summary>log cosh(d), accurate near 0 and far from it.</summary>
    public static double LogCosh(double d) => Math.Abs(d) < 1
        ? LogOnePlus(Math.Sinh(d) * Math.Sinh(d)) / 2
        : Math.Abs(d) + LogOnePlus(Math.Exp(-2 * Math.Abs(d))) - Math.Log(2);

    /// <summary>The loss of one element: target x, output pre-activation z.</summary>
    public static double Loss(Loss loss, Activation output, double x, double z)
    {
        if (loss == AeGen.Loss.BinaryCrossEntropy && output == Activation.Sigmoid)
        {
            // -x log s(z) - (1 - x) log(1 - s(z)) with log(1 - s(z)) = -softplus(z), log s(z) = z - softplus(z).
            return Softplus(z) - (x * z);
        }

        double y = Activate(output, z);
        double d = Math.Abs(y - x);
        return loss switch
        {
            AeGen.Loss.MeanSquaredError => d * d,
            AeGen.Loss.MeanAbsoluteError => d,
            AeGen.Loss.Huber => d <= 1 ? d * d / 2 : d - 0.5,
            AeGen.Loss.LogCosh => LogCosh(d),
            AeGen.Loss.BinaryCrossEntropy => CrossEntropy(x, Math.Clamp(y, Clamp, 1 - Clamp)),
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        };
    }

    /// <summary>
    /// Whether an element's loss is so near a kink, a clamp or a pole that single and double precision may be on different sides of it or far apart.
    /// </summary>
    public static bool LossIsDelicate(Loss loss, Activation output, double x, double z, double margin)
    {
        double y = Activate(output, z);
        return loss switch
        {
            AeGen.Loss.MeanAbsoluteError => Math.Abs(y - x) < margin,

            // Exactly 0 is a Relu at rest; a little below 0 with z far below is Gelu or Silu coming back to 0, which never gets above it.
            AeGen.Loss.BinaryCrossEntropy when output != Activation.Sigmoid =>
                (y > 0 && y < 0.02) || (y < 0 && y > -margin && z > -1) || (y > 0.98 && y < 1 + margin),
            _ => false,
        };
    }

    private static double CrossEntropy(double x, double y) => -((x * Math.Log(y)) + ((1 - x) * Math.Log(1 - y)));

    private static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    private static double Softplus(double z) => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z)));

    /// <summary>log(1 + u), accurate for small u too.</summary>
    private static double LogOnePlus(double u)
    {
        double rounded = 1 + u;
        return rounded == 1 ? u : Math.Log(rounded) * (u / (rounded - 1));
    }
}
