using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// NAdam (Dozat 2016), as PyTorch computes it: m = m + (1 - b1) (g - m), v = v + (1 - b2) (g² - v), w = w - rate (p g + q m) / (c sqrt(v)
/// + e), with the correction of the start in c. With the step's momentum u and the next one's u', and the products P and P' of all momenta
/// up to either, p = (1 - u) / (1 - P) and q = u' / (1 - P').
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NAdam<V> : ITwoMomentOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    public static StepSettings SettingsAt(OptimizerSettings settings, float rate, long step) => StepSettings.Of(settings, rate) with
    {
        Beta1 = settings.Beta1,
        Beta2 = settings.Beta2,
        Correction = (float)(1 / Math.Sqrt(1 - Math.Pow(settings.Beta2, step))),
        GradientShare = (float)NAdamMomentum.GradientShare(settings.Beta1, step),
        VelocityShare = (float)NAdamMomentum.MomentShare(settings.Beta1, step),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step(V weight, V gradient, ref V first, ref V second, in StepNumbers<V> numbers)
    {
        V g = V.MultiplyAdd(numbers.Decay, weight, gradient);
        V m = V.MultiplyAdd(numbers.Fresh1, g - first, first);
        first = V.IfGreater(numbers.Least, V.Abs(m), V.Zero, m);
        V v = V.MultiplyAdd(numbers.Fresh2, (g * g) - second, second);
        second = V.IfGreater(numbers.Least, v, V.Zero, v);
        V root = V.MultiplyAdd(V.Sqrt(second), numbers.Correction, numbers.Epsilon);
        V step = V.MultiplyAdd(numbers.GradientShare, g, first * numbers.VelocityShare);
        return V.MultiplyAdd(numbers.Rate, step / root, weight * numbers.Keep);
    }
}
