using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// f(z) = z t with t = tanh(log(1 + exp(z))) (Misra 2020): f' = t + z t', f'' = t' (2 + z (1 - s - 2 t s)), with the logistic
/// s = 1 / (1 + exp(-z)) and t' = (1 - t²) s.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Mish<V> : ICurvedActivation<V>, IZeroKeepingActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z) => z * Share(z, out _, out _);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value(V z, out V slope)
    {
        V share = Share(z, out V rest, out V logistic);
        slope = V.MultiplyAdd(z * logistic, rest * (V.One + share), share);
        return z * share;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Curvature(V z, V slope)
    {
        V share = Share(z, out V rest, out V logistic);
        V bend = V.One - (logistic * V.MultiplyAdd(share, V.Create(2f), V.One));
        return rest * (V.One + share) * logistic * V.MultiplyAdd(z, bend, V.Create(2f));
    }

    /// <summary>t, 1 - t and s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Share(V z, out V rest, out V logistic)
    {
        // With u = 1 + exp(z), t = (u² - 1) / (u² + 1). Both are taken by exp(-2z) where z is positive, so that nothing overflows, and
        // 1 - t is what is left of the quotient's lower part, so that nothing cancels.
        V e = V.Exp(-V.Abs(z));
        V upper = V.IfGreater(z, V.Zero, V.MultiplyAdd(e, V.Create(2f), V.One), e * (e + V.Create(2f)));
        V left = V.IfGreater(z, V.Zero, e * e * 2f, V.Create(2f));
        V lower = upper + left;
        V positive = V.One / (V.One + e);
        logistic = V.IfGreater(z, V.Zero, positive, e * positive);
        rest = left / lower;
        return upper / lower;
    }
}
