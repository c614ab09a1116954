using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Functions;

/// <summary>An optimizer's rule, element by element.</summary>
/// <remarks>
/// Where a gradient has become zero for good, as at units that have died, its moments shrink with every step. They end as zeros, before they are
/// subnormal: processors take ten times as long with numbers that small, and no step would ever notice them. Root and division are exact ones:
/// estimates of 14 bits with one of Newton's steps each have not been faster.
/// </remarks>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOptimizer<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Numbers that are kept beside each parameter: 1 or 2.</summary>
    static abstract int Moments { get; }

    /// <summary>The new weight.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">The gradient in it.</param>
    /// <param name="first">The first number beside it.</param>
    /// <param name="second">The second one, where there are two.</param>
    /// <param name="numbers">What is the same for all parameters.</param>
    static abstract V Step(V weight, V gradient, ref V first, ref V second, in StepNumbers<V> numbers);
}

/// <summary>An optimizer's numbers for one step, each in every place of a vector.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="settings">The numbers.</param>
/// <param name="decays">Whether weight decay has a share in the step.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct StepNumbers<V>(in UpdateSettings settings, bool decays)
    where V : unmanaged, IVector<V>
{
    /// <summary>What is added to the gradient, in shares of the weight.</summary>
    public readonly V Decay = V.Create(decays ? settings.Decay : 0f);

    /// <summary>The share of the weight that is left before the step.</summary>
    public readonly V Keep = V.Create(decays ? settings.Keep : 1f);

    /// <summary>The negative learning rate.</summary>
    public readonly V Rate = V.Create(-settings.LearningRate);

    /// <summary>Momentum.</summary>
    public readonly V Momentum = V.Create(settings.Beta1);

    /// <summary>The new gradient's share in the first moment.</summary>
    public readonly V Fresh1 = V.Create(1 - settings.Beta1);

    /// <summary>The new square's share in the second moment.</summary>
    public readonly V Fresh2 = V.Create(1 - settings.Beta2);

    /// <summary>What is added to the root of the second moment.</summary>
    public readonly V Epsilon = V.Create(settings.Epsilon);

    /// <summary>What the root of the second moment is multiplied by.</summary>
    public readonly V Correction = V.Create(settings.Correction);

    /// <summary>The gradient's share in a step with momentum.</summary>
    public readonly V GradientShare = V.Create(settings.GradientShare);

    /// <summary>The velocity's share in a step with momentum.</summary>
    public readonly V VelocityShare = V.Create(settings.VelocityShare);

    /// <summary>A moment below this is zero.</summary>
    public readonly V Least = V.Create(1e-36f);
}
