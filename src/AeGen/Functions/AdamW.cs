using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>AdamW (Loshchilov and Hutter, 2019): Adam with decoupled weight decay, which shrinks the weight first.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AdamW<V> : ITwoMomentOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    public static StepSettings SettingsAt(OptimizerSettings settings, float rate, long step) =>
        Adam<V>.SettingsAt(settings, rate, step).Decoupled(settings, rate);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Step(V weight, V gradient, ref V first, ref V second, in StepNumbers<V> numbers) =>
        Adam<V>.Step(weight, gradient, ref first, ref second, in numbers);
}
