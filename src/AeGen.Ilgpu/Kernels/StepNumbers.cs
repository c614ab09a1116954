using AeGen.Functions;

namespace AeGen.Runtime.Ilgpu;

/// <summary>The optimizer's numbers of one step, as kernels use them; <see cref="StepSettings"/> explains each.</summary>
/// <param name="learningRate">The learning rate, with Adam's first correction in it.</param>
/// <param name="decay">Coupled weight decay.</param>
/// <param name="keep">Decoupled weight decay: what stays of a weight.</param>
/// <param name="beta1">Momentum, or the first moment's decay rate.</param>
/// <param name="beta2">The second moment's decay rate.</param>
/// <param name="epsilon">Adam's epsilon.</param>
/// <param name="correction">Adam's second correction.</param>
/// <param name="gradientShare">Share of the gradient in SGD's or NAdam's step.</param>
/// <param name="velocityShare">Share of the velocity in SGD's step, or of the first moment in NAdam's.</param>
/// <param name="clipValue">The largest size of an element of the gradient.</param>
/// <param name="scale">What the gradient is multiplied by first; kernels write it where the gradient's norm is to be shortened.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StepNumbers(
    float learningRate, float decay, float keep, float beta1, float beta2, float epsilon, float correction,
    float gradientShare, float velocityShare, float clipValue, float scale)
{
    /// <summary>Numbers a step in the schedule.</summary>
    public const int Length = 14;

    /// <summary>The place of what the gradient is multiplied by among them.</summary>
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
    public Float4 Step<TOptimizer>(Float4 w, Float4 g, bool decays, ArrayView<Float4> moments, int first, int second)
        where TOptimizer : struct, IOptimizer<Float4>
    {
        Float4 m = moments[first];
        Float4 v = TOptimizer.Moments == 2 ? moments[second] : default;
        Float4 updated = TOptimizer.Step(w, DeviceMath.Clip(scale * g, clipValue), ref m, ref v, Spread(decays));
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
    public Float4 StepOrStore<TOptimizer>(
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

    private StepNumbers<Float4> Spread(bool decays) => new()
    {
        Decay = Float4.Create(decays ? decay : 0f),
        Keep = Float4.Create(decays ? keep : 1f),
        Rate = Float4.Create(-learningRate),
        Momentum = Float4.Create(beta1),
        Fresh1 = Float4.Create(1f - beta1),
        Fresh2 = Float4.Create(1f - beta2),
        Epsilon = Float4.Create(epsilon),
        Correction = Float4.Create(correction),
        GradientShare = Float4.Create(gradientShare),
        VelocityShare = Float4.Create(velocityShare),
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
        return new StepNumbers(
            learningRate: schedule[at],
            decay: schedule[at + 1],
            keep: schedule[at + 2],
            beta1: schedule[at + 3],
            beta2: schedule[at + 4],
            epsilon: schedule[at + 5],
            correction: schedule[at + 6],
            gradientShare: schedule[at + 7],
            velocityShare: schedule[at + 8],
            clipValue: schedule[at + 9],
            scale: schedule[at + ScalePlace]);
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
