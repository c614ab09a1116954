using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// Adam (Kingma and Ba, 2015): m = m + (1 - b1) (g - m), v = v + (1 - b2) (g² - v),
/// w = w - rate m / (c sqrt(v) + e), with both corrections of the start in the rate and in c.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Adam<V> : ITwoMomentOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    public static StepSettings SettingsAt(OptimizerSettings settings, float rate, long step) => StepSettings.Of(settings, rate) with
    {
        LearningRate = (float)(rate / (1 - Math.Pow(settings.Beta1, step))),
        Beta1 = settings.Beta1,
        Beta2 = settings.Beta2,
        Correction = (float)(1 / Math.Sqrt(1 - Math.Pow(settings.Beta2, step))),
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
        return V.MultiplyAdd(numbers.Rate, first / root, weight * numbers.Keep);
    }
}
