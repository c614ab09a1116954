using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>RMSprop with momentum m: s = s + (1 - b) (g² - s), v = m v + g / (sqrt(s) + e), w = w - rate v.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RmsProp<V> : ITwoMomentOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    public static StepSettings SettingsAt(OptimizerSettings settings, float rate, long step) =>
        StepSettings.Of(settings, rate) with { Beta1 = settings.Momentum, Beta2 = settings.Smoothing };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step(V weight, V gradient, ref V first, ref V second, in StepNumbers<V> numbers)
    {
        V g = V.MultiplyAdd(numbers.Decay, weight, gradient);
        V square = V.MultiplyAdd(numbers.Fresh2, (g * g) - second, second);
        second = V.IfGreater(numbers.Least, square, V.Zero, square);
        V v = V.MultiplyAdd(numbers.Momentum, first, g / (V.Sqrt(second) + numbers.Epsilon));
        first = V.IfGreater(numbers.Least, V.Abs(v), V.Zero, v);
        return V.MultiplyAdd(numbers.Rate, first, weight * numbers.Keep);
    }
}
