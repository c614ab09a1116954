namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// The elementary functions that kernels need, from multiplications, additions and bits alone, so that every device computes them alike:
/// the devices' own exp, log, tanh and sin are approximations whose error depends on the device (tanh's is 5e-4 on NVIDIA's).
/// </summary>
/// <remarks>The polynomials are those of Cephes (Moshier), unless said otherwise; the bounds are tested against double precision.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceMath
{
    /// <summary>|x|.</summary>
    public static float Abs(float x) => x < 0f ? -x : x;

    /// <summary>|x| with the sign of another number.</summary>
    public static float CopySign(float x, float sign) => sign < 0f ? -Abs(x) : Abs(x);

    /// <summary>exp(x), relative error below 1.5e-7. Arguments beyond +-87 are taken as +-87; NaN stays NaN.</summary>
    public static float Exp(float x)
    {
        float shifted = Shifted(x), r = Rest(x, shifted);
        float p = (Polynomial(r) * (r * r)) + (r + 1f);
        float result = Interop.IntAsFloat(unchecked(Interop.FloatAsInt(p) + (Interop.FloatAsInt(shifted) << 23)));

        // Arithmetic on the bits of a NaN would make a number of it, and hide a loss that has diverged.
        return IsNaN(x) ? x : result;
    }

    /// <summary>exp(x) - 1, relative error below 2e-7, also near 0. Arguments beyond +-87 are taken as +-87; NaN stays NaN.</summary>
    public static float ExpM1(float x)
    {
        // exp(x) - 1 = 2^n (exp(r) - 1) + (2^n - 1).
        float shifted = Shifted(x), r = Rest(x, shifted);
        float scale = Interop.IntAsFloat(unchecked(Interop.FloatAsInt(1f) + (Interop.FloatAsInt(shifted) << 23)));
        return IsNaN(x) ? x : (scale * ((Polynomial(r) * (r * r)) + r)) + (scale - 1f);
    }

    /// <summary>
    /// n of exp(x) = 2^n exp(r), the nearest to x / ln 2: adding 1.5 * 2^23 rounds, and leaves it in the lowest bits, from where a shift
    /// takes it into the exponent.
    /// </summary>
    private static float Shifted(float x) => (Limited(x) * 1.44269504f) + 12582912f;

    private static float Limited(float x)
    {
        float limited = x > 87f ? 87f : x;
        return limited < -87f ? -87f : limited;
    }

    /// <summary>r, at most ln 2 / 2.</summary>
    private static float Rest(float x, float shifted)
    {
        float n = shifted - 12582912f;
        return (n * 2.12194440e-4f) + ((n * -0.693359375f) + Limited(x));
    }

    /// <summary>q of exp(r) = 1 + r + q r².</summary>
    private static float Polynomial(float r)
    {
        float q = (r * 1.9875691500e-4f) + 1.3981999507e-3f;
        q = (q * r) + 8.3334519073e-3f;
        q = (q * r) + 4.1665795894e-2f;
        q = (q * r) + 1.6666665459e-1f;
        return (q * r) + 5.0000001201e-1f;
    }

    /// <summary>log(x) of a positive normal x, relative error below 1e-7; NaN stays NaN.</summary>
    public static float Log(float x)
    {
        // x = 2^e m with m in [sqrt(1/2), sqrt(2)): the bits of sqrt(1/2) taken off move the boundary of the exponent there.
        uint bits = Interop.FloatAsInt(x);
        int exponent = (int)(bits - 0x3F3504F3u) >> 23;
        float m = Interop.IntAsFloat(bits - ((uint)exponent << 23)) - 1f;
        float square = m * m;
        float p = (m * 7.0376836292e-2f) - 1.1514610310e-1f;
        p = (p * m) + 1.1676998740e-1f;
        p = (p * m) - 1.2420140846e-1f;
        p = (p * m) + 1.4249322787e-1f;
        p = (p * m) - 1.6668057665e-1f;
        p = (p * m) + 2.0000714765e-1f;
        p = (p * m) - 2.4999993993e-1f;
        p = (p * m) + 3.3333331174e-1f;
        float e = exponent;
        float y = (p * m * square) + (e * -2.12194440e-4f) - (0.5f * square);
        return IsNaN(x) ? x : (m + y) + (e * 0.693359375f);
    }

    /// <summary>sin(x), absolute error below 1e-7 for |x| up to 8192.</summary>
    public static float Sin(float x) => Sine(x, 0);

    /// <summary>cos(x), absolute error below 1e-7 for |x| up to 8192.</summary>
    public static float Cos(float x) => Sine(x, 1);

    /// <summary>Each part cut to a size; NaN stays NaN.</summary>
    public static Float4 Clip(Float4 a, float size) => new(Clip(a.X, size), Clip(a.Y, size), Clip(a.Z, size), Clip(a.W, size));

    /// <summary>Whether a number is NaN, by its bits: a compiler may take x == x for granted.</summary>
    public static bool IsNaN(float x) => (Interop.FloatAsInt(x) & 0x7FFFFFFFu) > 0x7F800000u;

    /// <summary>Whether a number is NaN or infinite.</summary>
    public static bool IsNotFinite(float x) => (Interop.FloatAsInt(x) & 0x7F800000u) == 0x7F800000u;

    private static float Clip(float x, float size) => x > size ? size : x < -size ? -size : x;

    /// <summary>sin(x + quarter pi / 2).</summary>
    private static float Sine(float x, int quarter)
    {
        // x = n pi/2 + r, with pi/2 in three parts of few bits, so that the products with n are exact.
        float shifted = (x * 0.636619772f) + 12582912f;
        int n = (int)Interop.FloatAsInt(shifted) + quarter;
        float turns = shifted - 12582912f;
        float r = x - (turns * 1.5703125f);
        r -= turns * 4.83751296997070312e-4f;
        r -= turns * 7.54953362047672271729e-8f;
        r -= turns * 2.56334406825708960298e-12f;
        float square = r * r;
        float sine = (square * -1.9515295891e-4f) + 8.3321608736e-3f;
        sine = (sine * square) - 1.6666654611e-1f;
        sine = (sine * square * r) + r;
        float cosine = (square * 2.443315711809948e-5f) - 1.388731625493765e-3f;
        cosine = (cosine * square) + 4.166664568298827e-2f;
        cosine = (cosine * square * square) - (0.5f * square) + 1f;
        float value = (n & 1) == 0 ? sine : cosine;
        return (n & 2) == 0 ? value : -value;
    }
}
