using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>What follows from the log-variance s of a drawn number. It is taken as within 20 of 0; NaN stays NaN.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LogVariance<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>So far from 0 the exponential is far from overflowing, squared too.</summary>
    private const float Limit = 20f;

    /// <summary>The standard deviation, exp(s / 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Deviation(V s) => V.Exp(Limited(s) * 0.5f);

    /// <summary>The variance beyond 1, exp(s) - 1: twice the gradient of the divergence from a standard normal distribution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Excess(V s) => V.Exp(Limited(s)) - V.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Limited(V s) => V.Min(V.Create(Limit), V.Max(V.Create(-Limit), s));
}
