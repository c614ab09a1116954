using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>An optimizer's rule, element by element.</summary>
/// <remarks>
/// Where a gradient has become zero for good, as at units that have died, its moments shrink with every step. They end as zeros, before
/// they are subnormal: processors take ten times as long with numbers that small, and no step would ever notice them. Root and division are
/// exact ones: estimates of 14 bits with one of Newton's steps each have not been faster.
/// </remarks>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Numbers that are kept beside each parameter: 1 or 2.</summary>
    static virtual int Moments => 1;

    /// <summary>What is the same for all parameters in a step.</summary>
    /// <param name="settings">The model's settings.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="step">The step, counted from 1 since the model was made.</param>
    static abstract StepSettings SettingsAt(OptimizerSettings settings, float rate, long step);

    /// <summary>The new weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">The gradient in it.</param>
    /// <param name="first">The first number beside it.</param>
    /// <param name="second">The second one, where there are two.</param>
    /// <param name="numbers">What is the same for all parameters.</param>
    static abstract V Step(V weight, V gradient, ref V first, ref V second, in StepNumbers<V> numbers);
}

/// <summary>An optimizer with two numbers beside each parameter.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITwoMomentOptimizer<V> : IOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <inheritdoc/>
    static int IOptimizer<V>.Moments => 2;
}
