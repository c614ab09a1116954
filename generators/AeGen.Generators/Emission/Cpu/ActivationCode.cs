using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>Each activation and its slope as C# over vectors, and the elementary functions that they need.</summary>
/// <remarks>
/// The text is the same for every width: the file's aliases <c>Floats</c> and <c>Vector</c> stand for the width's vector type and its functions.
/// </remarks>
internal static class ActivationCode
{
    /// <summary>y = f(z) as an expression of a variable z.</summary>
    public static string Value(ActivationKind activation) => activation switch
    {
        ActivationKind.Identity => "z",
        ActivationKind.Relu => "Vector.MaxNative(Floats.Zero, z)",
        ActivationKind.LeakyRelu => "Vector.ConditionalSelect(Vector.GreaterThan(z, Floats.Zero), z, z * 0.01f)",
        ActivationKind.Elu => "Vector.ConditionalSelect(Vector.GreaterThan(z, Floats.Zero), z, Exp(z) - Floats.One)",
        ActivationKind.Selu =>
            "Vector.ConditionalSelect(Vector.GreaterThan(z, Floats.Zero), z * 1.0507009873554805f, (Exp(z) - Floats.One) * 1.7580993408473766f)",
        ActivationKind.Gelu => "z * NormalDistribution(z, out _)",
        ActivationKind.Silu => "z * Sigmoid(z)",
        ActivationKind.Tanh => "Tanh(z)",
        ActivationKind.Sigmoid => "Sigmoid(z)",
        ActivationKind.Softplus => "Vector.MaxNative(Floats.Zero, z) + Vector.Log(Floats.One + Exp(-Vector.Abs(z)))",
        ActivationKind.Sine => "Vector.Sin(z)",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>f'(z) as an expression of a variable y = f(z), where it is one.</summary>
    public static string SlopeFromOutput(ActivationKind activation) => activation switch
    {
        ActivationKind.Relu => "Vector.ConditionalSelect(Vector.GreaterThan(y, Floats.Zero), Floats.One, Floats.Zero)",
        ActivationKind.LeakyRelu => "Vector.ConditionalSelect(Vector.GreaterThan(y, Floats.Zero), Floats.One, Vector.Create(0.01f))",
        ActivationKind.Elu => "Vector.ConditionalSelect(Vector.GreaterThan(y, Floats.Zero), Floats.One, y + Floats.One)",
        ActivationKind.Selu =>
            "Vector.ConditionalSelect(Vector.GreaterThan(y, Floats.Zero), Vector.Create(1.0507009873554805f), y + Vector.Create(1.7580993408473766f))",
        ActivationKind.Tanh => "Floats.One - (y * y)",
        ActivationKind.Sigmoid => "y * (Floats.One - y)",
        ActivationKind.Softplus => "Floats.One - Exp(-y)",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>f''(z) as an expression of variables y = f(z) and slope = f'(z), where it is one and not zero.</summary>
    public static string CurvatureFromOutput(ActivationKind activation) => activation switch
    {
        ActivationKind.Elu or ActivationKind.Selu => "Vector.ConditionalSelect(Vector.GreaterThan(y, Floats.Zero), Floats.Zero, slope)",
        ActivationKind.Tanh => "y * slope * -2f",
        ActivationKind.Sigmoid => "slope * (Floats.One - (y * 2f))",
        ActivationKind.Softplus => "slope * (Floats.One - slope)",
        ActivationKind.Sine => "-y",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>Statements that define curvature = f''(z) from a variable z, where it does not follow from f(z).</summary>
    public static string CurvatureFromInput(ActivationKind activation) => activation switch
    {
        ActivationKind.Gelu =>
            """
            _ = NormalDistribution(z, out Floats density);
            Floats curvature = density * (Vector.Create(2f) - (z * z));
            """,
        ActivationKind.Silu =>
            """
            Floats share = Sigmoid(z);
            Floats curvature = share * (Floats.One - share) * Vector.MultiplyAddEstimate(z, Floats.One - (share * 2f), Vector.Create(2f));
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>Statements that define y = f(z) and slope = f'(z) from a variable z, where the slope does not follow from y.</summary>
    public static string ValueAndSlope(ActivationKind activation) => activation switch
    {
        ActivationKind.Gelu =>
            """
            Floats share = NormalDistribution(z, out Floats density);
            Floats y = z * share;
            Floats slope = share + (z * density);
            """,
        ActivationKind.Silu =>
            """
            Floats share = Sigmoid(z);
            Floats y = z * share;
            Floats slope = share + (y * (Floats.One - share));
            """,
        ActivationKind.Sine =>
            """
            Floats y = Vector.Sin(z);
            Floats slope = Vector.Cos(z);
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>The elementary functions that some code calls, in a fixed order, each with those that it calls itself.</summary>
    public static IEnumerable<string> Helpers(string code)
    {
        bool normal = code.Contains("NormalDistribution("), tanh = code.Contains("Tanh("), sigmoid = code.Contains("Sigmoid(");
        if (normal || tanh || sigmoid || code.Contains("Exp("))
        {
            yield return ExpText;
        }

        if (sigmoid)
        {
            yield return SigmoidText;
        }

        if (tanh)
        {
            yield return TanhText;
        }

        if (normal)
        {
            yield return NormalText;
        }
    }

    private const string ExpText =
        """
        /// <summary>exp(x), to two units in the last place. Arguments beyond +-87 are taken as +-87; NaN stays NaN.</summary>
        [MethodImpl(Options.AggressiveInlining)]
        private static Floats Exp(Floats x)
        {
            // exp(x) = 2^n exp(r) with n = round(x / ln 2), so that |r| is at most ln 2 / 2. Adding 1.5 * 2^23 rounds, and leaves n in the
            // lowest bits, from where a shift takes it into the exponent. The polynomial is that of Cephes.
            x = Vector.MinNative(Vector.Create(87f), Vector.MaxNative(Vector.Create(-87f), x));
            Floats shifted = Vector.MultiplyAddEstimate(x, Vector.Create(1.44269504f), Vector.Create(12582912f));
            Floats n = shifted - Vector.Create(12582912f);
            Floats r = Vector.MultiplyAddEstimate(n, Vector.Create(2.12194440e-4f), Vector.MultiplyAddEstimate(n, Vector.Create(-0.693359375f), x));
            Floats p = Vector.MultiplyAddEstimate(r, Vector.Create(1.9875691500e-4f), Vector.Create(1.3981999507e-3f));
            p = Vector.MultiplyAddEstimate(p, r, Vector.Create(8.3334519073e-3f));
            p = Vector.MultiplyAddEstimate(p, r, Vector.Create(4.1665795894e-2f));
            p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1.6666665459e-1f));
            p = Vector.MultiplyAddEstimate(p, r, Vector.Create(5.0000001201e-1f));
            p = Vector.MultiplyAddEstimate(p, r * r, r + Floats.One);
            return Vector.AsSingle(Vector.AsInt32(p) + Vector.ShiftLeft(Vector.AsInt32(shifted), 23));
        }
        """;

    private const string SigmoidText =
        """
        /// <summary>1 / (1 + exp(-x)), from exp(-|x|), which cannot overflow.</summary>
        [MethodImpl(Options.AggressiveInlining)]
        private static Floats Sigmoid(Floats x)
        {
            Floats e = Exp(-Vector.Abs(x));
            Floats positive = Floats.One / (Floats.One + e);
            return Vector.ConditionalSelect(Vector.GreaterThan(Floats.Zero, x), e * positive, positive);
        }
        """;

    private const string TanhText =
        """
        /// <summary>tanh(x): near 0 by Cephes' polynomial, elsewhere as (1 - e) / (1 + e) with e = exp(-2|x|) and x's sign.</summary>
        [MethodImpl(Options.AggressiveInlining)]
        private static Floats Tanh(Floats x)
        {
            Floats size = Vector.Abs(x);
            Floats e = Exp(size * -2f);
            Floats far = Vector.CopySign((Floats.One - e) / (Floats.One + e), x);
            Floats s = x * x;
            Floats p = Vector.MultiplyAddEstimate(s, Vector.Create(-5.70498872745e-3f), Vector.Create(2.06390887954e-2f));
            p = Vector.MultiplyAddEstimate(p, s, Vector.Create(-5.37397155531e-2f));
            p = Vector.MultiplyAddEstimate(p, s, Vector.Create(1.33314422036e-1f));
            p = Vector.MultiplyAddEstimate(p, s, Vector.Create(-3.33332819422e-1f));
            Floats near = Vector.MultiplyAddEstimate(p * s, x, x);
            return Vector.ConditionalSelect(Vector.GreaterThan(size, Vector.Create(0.625f)), far, near);
        }
        """;

    private const string NormalText =
        """
        /// <summary>
        /// The standard normal distribution function and its density. The function's error is below 1e-7 (Abramowitz and Stegun 7.1.26).
        /// </summary>
        [MethodImpl(Options.AggressiveInlining)]
        private static Floats NormalDistribution(Floats x, out Floats density)
        {
            Floats size = Vector.Abs(x);
            Floats bell = Exp(size * size * -0.5f);
            Floats t = Floats.One / Vector.MultiplyAddEstimate(size, Vector.Create(0.23164190f), Floats.One);
            Floats p = Vector.MultiplyAddEstimate(t, Vector.Create(0.5307027145f), Vector.Create(-0.7265760135f));
            p = Vector.MultiplyAddEstimate(p, t, Vector.Create(0.7107068705f));
            p = Vector.MultiplyAddEstimate(p, t, Vector.Create(-0.142248368f));
            p = Vector.MultiplyAddEstimate(p, t, Vector.Create(0.127414796f));
            Floats tail = p * t * bell;
            density = bell * 0.3989422804f;
            return Vector.ConditionalSelect(Vector.GreaterThan(x, Floats.Zero), Floats.One - tail, tail);
        }
        """;
}
