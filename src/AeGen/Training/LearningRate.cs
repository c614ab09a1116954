namespace AeGen;

/// <summary>A learning rate as a function of the step.</summary>
public abstract record LearningRate
{
    private LearningRate()
    {
    }

    /// <summary>The same rate at every step.</summary>
    /// <param name="rate">The rate, finite and at least 0.</param>
    public static LearningRate Constant(float rate) => new ConstantRate(Checked(rate, nameof(rate)));

    /// <summary>A half cosine from one rate to another: final + (initial - final) (1 + cos(pi step / steps)) / 2 (Loshchilov and Hutter 2017).</summary>
    /// <param name="initial">The rate of the first step, finite and at least 0.</param>
    /// <param name="final">The rate that the step after the last would have, finite and at least 0.</param>
    public static LearningRate Cosine(float initial, float final = 0) =>
        new CosineRate(Checked(initial, nameof(initial)), Checked(final, nameof(final)));

    /// <summary>The rate of one step.</summary>
    /// <param name="step">Number of steps taken before, from 0.</param>
    /// <param name="steps">Number of steps of the whole training.</param>
    public abstract float At(long step, long steps);

    /// <summary>A rate such as 0.001 stands for a constant one.</summary>
    /// <param name="rate">The rate, finite and at least 0.</param>
    public static implicit operator LearningRate(float rate) => Constant(rate);

    /// <inheritdoc cref="op_Implicit(float)"/>
    public static LearningRate FromSingle(float rate) => Constant(rate);

    private static float Checked(float rate, string name) =>
        float.IsFinite(rate) && rate >= 0
            ? rate
            : throw new ArgumentOutOfRangeException(name, rate, "A learning rate is finite and at least 0.");

    private sealed record ConstantRate(float Rate) : LearningRate
    {
        public override float At(long step, long steps) => Rate;
    }

    private sealed record CosineRate(float Initial, float Final) : LearningRate
    {
        public override float At(long step, long steps) =>
            (float)(Final + ((Initial - Final) * 0.5 * (1 + Math.Cos(Math.PI * step / Math.Max(1, steps)))));
    }
}
