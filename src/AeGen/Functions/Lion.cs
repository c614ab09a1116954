using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// Lion (Chen et al. 2023), which shrinks the weight first: w = w - rate sign(m + (1 - b1) (g - m)), then m = m + (1 - b2) (g - m).
/// sign(0) is 0, so that padding stays zero; the sign of NaN is NaN.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lion<V> : IOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    public static StepSettings SettingsAt(OptimizerSettings settings, float rate, long step) =>
        StepSettings.Of(settings, rate).Decoupled(settings, rate) with { Beta1 = settings.Beta1, Beta2 = settings.Smoothing };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step(V weight, V gradient, ref V first, ref V second, in StepNumbers<V> numbers)
    {
        V change = gradient - first;
        V c = V.MultiplyAdd(numbers.Fresh1, change, first);
        V m = V.MultiplyAdd(numbers.Fresh2, change, first);
        first = V.IfGreater(numbers.Least, V.Abs(m), V.Zero, m);
        V sign = V.IfGreater(c, V.Zero, V.One, V.IfGreater(V.Zero, c, -V.One, c));
        return V.MultiplyAdd(numbers.Rate, sign, weight * numbers.Keep);
    }
}
