namespace AeGen;

/// <summary>A learning rate as a function of the step, and for <see cref="ReduceOnPlateau"/> of the losses so far.</summary>
/// <remarks>Rates are finite and at least 0. Epochs are counted from the beginning of the training, or from the end of its warmup.</remarks>
public abstract partial record LearningRate
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

    /// <summary>A straight line from one rate to another: initial + (final - initial) step / steps.</summary>
    /// <param name="initial">The rate of the first step, finite and at least 0.</param>
    /// <param name="final">The rate that the step after the last would have, finite and at least 0.</param>
    public static LearningRate Linear(float initial, float final = 0) =>
        new LinearRate(Checked(initial, nameof(initial)), Checked(final, nameof(final)));

    /// <summary>A rate that falls at once after every so many epochs: initial * factor^floor(epoch / every), epochs from 0.</summary>
    /// <param name="initial">The first epochs' rate, finite and at least 0.</param>
    /// <param name="factor">What the rate is multiplied by, above 0 and at most 1.</param>
    /// <param name="every">Number of epochs between two falls, at least 1.</param>
    public static LearningRate Step(float initial, float factor, int every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        return new StepRate(Checked(initial, nameof(initial)), CheckedFactor(factor), every);
    }

    /// <summary>A rate that falls at once after given numbers of epochs.</summary>
    /// <param name="initial">The rate before the first of them, finite and at least 0.</param>
    /// <param name="factor">What the rate is multiplied by each time, above 0 and at most 1.</param>
    /// <param name="epochs">After how many epochs it falls: at least one number, each at least 1 and larger than the one before.</param>
    /// <exception cref="ArgumentException">There is no number, or one is not larger than the one before.</exception>
    public static LearningRate MultiStep(float initial, float factor, params ReadOnlySpan<int> epochs)
    {
        if (epochs.IsEmpty)
        {
            throw new ArgumentException("There is no epoch after which the rate falls.", nameof(epochs));
        }

        int before = 0;
        foreach (int epoch in epochs)
        {
            if (epoch <= before)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(epochs), epoch, "Epochs after which the rate falls are at least 1, and each is larger than the one before.");
            }

            before = epoch;
        }

        return new MultiStepRate(Checked(initial, nameof(initial)), CheckedFactor(factor), epochs.ToArray());
    }

    /// <summary>A rate that falls after each epoch: initial * factor^epoch, epochs from 0.</summary>
    /// <param name="initial">The first epoch's rate, finite and at least 0.</param>
    /// <param name="factor">What the rate is multiplied by, above 0 and at most 1.</param>
    public static LearningRate Exponential(float initial, float factor) =>
        new StepRate(Checked(initial, nameof(initial)), CheckedFactor(factor), 1);

    /// <summary>
    /// A rate that falls when the loss no longer does, as PyTorch's ReduceLROnPlateau (mode "min", threshold mode "rel"): after each epoch whose loss
    /// is measured, the rate becomes max(rate * factor, minimum) if more than <paramref name="patience"/> losses in a row were not below
    /// best * (1 - threshold).
    /// </summary>
    /// <remarks>
    /// The loss is the validation loss, of the epochs in which it is measured, or without validation data the training loss. What the schedule
    /// remembers is a <see cref="PlateauState"/>, which a <see cref="TrainingState"/> holds.
    /// </remarks>
    /// <param name="initial">The first epochs' rate, finite and at least 0.</param>
    /// <param name="factor">What the rate is multiplied by, above 0 and below 1.</param>
    /// <param name="patience">Number of losses in a row that may be no better, at least 0.</param>
    /// <param name="threshold">By what part of the best loss another must be below it, in [0, 1).</param>
    /// <param name="cooldown">Number of losses after a reduction that are not counted, at least 0.</param>
    /// <param name="minimum">What the rate does not fall below, finite and at least 0.</param>
    public static LearningRate ReduceOnPlateau(
        float initial, float factor = 0.1f, int patience = 10, double threshold = 1e-4, int cooldown = 0, float minimum = 0)
    {
        if (factor is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor of a reduction is above 0 and below 1.");
        }

        if (threshold is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is at least 0 and below 1.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        return new PlateauRate(Checked(initial, nameof(initial)), factor, patience, threshold, cooldown, Checked(minimum, nameof(minimum)));
    }

    /// <summary>
    /// This schedule after some epochs in which the rate rises in a straight line: start + (peak - start) step / warmup steps, where the peak is this
    /// schedule's first rate.
    /// </summary>
    /// <remarks>
    /// The schedule begins when the warmup ends, as in PyTorch's SequentialLR: it has the steps that are left, and counts its epochs, and the losses
    /// that it watches, from there.
    /// </remarks>
    /// <param name="epochs">Number of epochs, at least 1.</param>
    /// <param name="start">The first step's rate, finite and at least 0.</param>
    public LearningRate WithWarmup(int epochs, float start = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new WarmupRate(this, Checked(start, nameof(start)), epochs, CountsEpochs: true);
    }

    /// <summary>This schedule after a warmup as in <see cref="WithWarmup"/> whose length is a number of steps.</summary>
    /// <param name="steps">Number of steps, at least 1.</param>
    /// <param name="start">The first step's rate, finite and at least 0.</param>
    public LearningRate WithWarmupSteps(long steps, float start = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return new WarmupRate(this, Checked(start, nameof(start)), steps, CountsEpochs: false);
    }

    /// <summary>The rate of one step.</summary>
    /// <param name="position">Where the step stands.</param>
    /// <param name="plateau">What <see cref="ReduceOnPlateau"/> remembers, or null before it has seen a loss; other schedules do not look at it.</param>
    public abstract float At(StepPosition position, PlateauState? plateau = null);

    /// <summary>A rate such as 0.001 stands for a constant one.</summary>
    /// <param name="rate">The rate, finite and at least 0.</param>
    public static implicit operator LearningRate(float rate) => Constant(rate);

    /// <inheritdoc cref="op_Implicit(float)"/>
    public static LearningRate FromSingle(float rate) => Constant(rate);

    /// <summary>What the schedule remembers once it has seen a loss; null for schedules that go by the step alone.</summary>
    /// <param name="position">Where the step after the epoch stands.</param>
    /// <param name="loss">The epoch's loss.</param>
    /// <param name="plateau">What it remembered before, or null.</param>
    internal virtual PlateauState? Observe(StepPosition position, double loss, PlateauState? plateau) => null;

    private static float Checked(float rate, string name) =>
        float.IsFinite(rate) && rate >= 0
            ? rate
            : throw new ArgumentOutOfRangeException(name, rate, "A learning rate is finite and at least 0.");

    private static float CheckedFactor(float factor) =>
        factor is > 0 and <= 1
            ? factor
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor of a learning rate is above 0 and at most 1.");
}
