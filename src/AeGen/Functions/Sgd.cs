using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>
/// Gradient descent with momentum m: v = m v + g, w = w - rate (n g + u v), where Nesterov has n = 1 and u = m, else n = 0 and u = 1.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Sgd<V> : IOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    public static StepSettings SettingsAt(OptimizerSettings settings, float rate, long step) => StepSettings.Of(settings, rate) with
    {
        Beta1 = settings.Momentum,
        GradientShare = settings.Nesterov ? 1 : 0,
        VelocityShare = settings.Nesterov ? settings.Momentum : 1,
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step(V weight, V gradient, ref V first, ref V second, in StepNumbers<V> numbers)
    {
        V g = V.MultiplyAdd(numbers.Decay, weight, gradient);
        V v = V.MultiplyAdd(numbers.Momentum, first, g);
        first = V.IfGreater(numbers.Least, V.Abs(v), V.Zero, v);
        V step = V.MultiplyAdd(numbers.GradientShare, g, first * numbers.VelocityShare);
        return V.MultiplyAdd(numbers.Rate, step, weight * numbers.Keep);
    }
}
