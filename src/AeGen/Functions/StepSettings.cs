using System.ComponentModel;

namespace AeGen.Functions;

/// <summary>An optimizer's numbers for one step, prepared so that a kernel only multiplies and adds.</summary>
/// <param name="LearningRate">The rate, with Adam's first correction in it: lr / (1 - beta1^t).</param>
/// <param name="Decay">Coupled weight decay: this times the weight is added to the gradient.</param>
/// <param name="Keep">Decoupled weight decay: the weight is multiplied by this first, 1 - lr * wd.</param>
/// <param name="Beta1">Momentum, or the first moment's decay rate, or its share in Lion's step.</param>
/// <param name="Beta2">The second moment's decay rate, or Lion's moment's.</param>
/// <param name="Epsilon">Adam's epsilon.</param>
/// <param name="Correction">Adam's second correction: 1 / sqrt(1 - beta2^t).</param>
/// <param name="GradientShare">Share of the gradient in SGD's step, 1 for Nesterov, else 0; or in NAdam's.</param>
/// <param name="VelocityShare">
/// Share of the velocity in SGD's step, the momentum for Nesterov, else 1; or of the first moment in NAdam's.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct StepSettings(
    float LearningRate,
    float Decay,
    float Keep,
    float Beta1,
    float Beta2,
    float Epsilon,
    float Correction,
    float GradientShare,
    float VelocityShare)
{
    /// <summary>What every optimizer begins with.</summary>
    internal static StepSettings Of(OptimizerSettings settings, float rate)
    {
        var common = new StepSettings { LearningRate = rate, Decay = settings.WeightDecay, Keep = 1, Epsilon = settings.Epsilon };
        return settings.DecoupledWeightDecay ? common.Decoupled(settings, rate) : common;
    }

    /// <summary>These with decoupled weight decay, whatever the settings say.</summary>
    internal StepSettings Decoupled(OptimizerSettings settings, float rate) =>
        this with { Decay = 0, Keep = 1 - (rate * settings.WeightDecay) };
}
