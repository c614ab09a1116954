using System.ComponentModel;
using AeGen.Functions;
using ILGPU;

namespace AeGen.Runtime.Ilgpu;

/// <summary>The optimizer's numbers of one step, as kernels use them; <see cref="StepSettings"/> explains each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StepNumbers
{
    /// <summary>The learning rate, with Adam's first correction in it.</summary>
    public float LearningRate;

    /// <summary>Coupled weight decay.</summary>
    public float Decay;

    /// <summary>Decoupled weight decay: what stays of a weight.</summary>
    public float Keep;

    /// <summary>Momentum, or the first moment's decay rate.</summary>
    public float Beta1;

    /// <summary>The second moment's decay rate.</summary>
    public float Beta2;

    /// <summary>Adam's epsilon.</summary>
    public float Epsilon;

    /// <summary>Adam's second correction.</summary>
    public float Correction;

    /// <summary>Share of the gradient in SGD's or NAdam's step.</summary>
    public float GradientShare;

    /// <summary>Share of the velocity in SGD's step, or of the first moment in NAdam's.</summary>
    public float VelocityShare;

    /// <summary>The largest size of an element of the gradient.</summary>
    public float ClipValue;

    /// <summary>What the gradient is multiplied by first; kernels write it where the gradient's norm is to be shortened.</summary>
    public float Scale;

    /// <summary>Numbers a step in the schedule.</summary>
    public const int Length = 14;

    /// <summary>The place of <see cref="Scale"/> among them.</summary>
    public const int ScalePlace = 10;

    /// <summary>The place of the low half of the noise's key among them; the high half follows.</summary>
    private const int NoisePlace = 11;

    /// <summary>The place of the divergence's factor among them.</summary>
    private const int DivergencePlace = 13;

    /// <summary>The step on four parameters w with the gradient g.</summary>
    /// <typeparam name="TOptimizer">The optimizer's rule.</typeparam>
    /// <param name="w">The parameters.</param>
    /// <param name="g">The gradient in them.</param>
    /// <param name="decays">Whether they decay, which biases do not.</param>
    /// <param name="moments">The moments, of all parameters.</param>
    /// <param name="first">Where the first moment of these lies.</param>
    /// <param name="second">Where the second one lies, if there are two.</param>
    /// <returns>The new parameters.</returns>
    public readonly Float4 Step<TOptimizer>(Float4 w, Float4 g, bool decays, ArrayView<Float4> moments, int first, int second)
        where TOptimizer : struct, IOptimizer<Float4>
    {
        Float4 m = moments[first];
        Float4 v = TOptimizer.Moments == 2 ? moments[second] : default;
        Float4 updated = TOptimizer.Step(w, DeviceMath.Clip(Scale * g, ClipValue), ref m, ref v, Spread(decays));
        moments[first] = m;
        if (TOptimizer.Moments == 2)
        {
            moments[second] = v;
        }

        return updated;
    }

    /// <summary>The step on four parameters where all of the batch has been summed; else their part of the gradient is stored.</summary>
    /// <typeparam name="TOptimizer">The optimizer's rule.</typeparam>
    /// <param name="parameters">All parameters.</param>
    /// <param name="at">Where these four lie.</param>
    /// <param name="gradient">The gradient in them, or a part of it.</param>
    /// <param name="decays">Whether they decay, which biases do not.</param>
    /// <param name="moments">The moments, of all parameters.</param>
    /// <param name="moment">The length of a moment.</param>
    /// <param name="partials">The partial sums.</param>
    /// <param name="place">The place there.</param>
    /// <param name="isPart">Whether it is a part.</param>
    /// <returns>The new parameters, or the part.</returns>
    public readonly Float4 StepOrStore<TOptimizer>(
        ArrayView<Float4> parameters, int at, Float4 gradient, bool decays, ArrayView<Float4> moments, int moment,
        ArrayView<Float4> partials, long place, bool isPart)
        where TOptimizer : struct, IOptimizer<Float4>
    {
        if (isPart)
        {
            partials[place] = gradient;
            return gradient;
        }

        Float4 updated = Step<TOptimizer>(parameters[at], gradient, decays, moments, at, at + moment);
        parameters[at] = updated;
        return updated;
    }

    private readonly StepNumbers<Float4> Spread(bool decays) => new()
    {
        Decay = Float4.Create(decays ? Decay : 0f),
        Keep = Float4.Create(decays ? Keep : 1f),
        Rate = Float4.Create(-LearningRate),
        Momentum = Float4.Create(Beta1),
        Fresh1 = Float4.Create(1f - Beta1),
        Fresh2 = Float4.Create(1f - Beta2),
        Epsilon = Float4.Create(Epsilon),
        Correction = Float4.Create(Correction),
        GradientShare = Float4.Create(GradientShare),
        VelocityShare = Float4.Create(VelocityShare),
        Least = Float4.Create(1e-36f),
    };

    /// <summary>Reads what a step's random numbers follow from.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="step">The step.</param>
    public static ulong ReadNoiseKey(ArrayView<float> schedule, int step)
    {
        int at = (step * Length) + NoisePlace;
        return Interop.FloatAsInt(schedule[at]) | ((ulong)Interop.FloatAsInt(schedule[at + 1]) << 32);
    }

    /// <summary>Reads a step's factor of the divergence of drawn codes' distributions.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="step">The step.</param>
    public static float ReadDivergenceWeight(ArrayView<float> schedule, int step) => schedule[(step * Length) + DivergencePlace];

    /// <summary>Reads a step's numbers.</summary>
    /// <param name="schedule">The schedule, <see cref="Length"/> numbers a step.</param>
    /// <param name="step">The step.</param>
    public static StepNumbers Read(ArrayView<float> schedule, int step)
    {
        int at = step * Length;
        StepNumbers numbers = default;
        numbers.LearningRate = schedule[at];
        numbers.Decay = schedule[at + 1];
        numbers.Keep = schedule[at + 2];
        numbers.Beta1 = schedule[at + 3];
        numbers.Beta2 = schedule[at + 4];
        numbers.Epsilon = schedule[at + 5];
        numbers.Correction = schedule[at + 6];
        numbers.GradientShare = schedule[at + 7];
        numbers.VelocityShare = schedule[at + 8];
        numbers.ClipValue = schedule[at + 9];
        numbers.Scale = schedule[at + ScalePlace];
        return numbers;
    }

    /// <summary>Writes a step's numbers.</summary>
    internal static void Write(in UpdateSettings settings, Span<float> schedule)
    {
        schedule[0] = settings.Step.LearningRate;
        schedule[1] = settings.Step.Decay;
        schedule[2] = settings.Step.Keep;
        schedule[3] = settings.Step.Beta1;
        schedule[4] = settings.Step.Beta2;
        schedule[5] = settings.Step.Epsilon;
        schedule[6] = settings.Step.Correction;
        schedule[7] = settings.Step.GradientShare;
        schedule[8] = settings.Step.VelocityShare;
        schedule[9] = settings.ClipValue;
        schedule[ScalePlace] = 1;
        schedule[NoisePlace] = BitConverter.UInt32BitsToSingle((uint)settings.NoiseKey);
        schedule[NoisePlace + 1] = BitConverter.UInt32BitsToSingle((uint)(settings.NoiseKey >> 32));
        schedule[DivergencePlace] = settings.DivergenceWeight;
    }
}
