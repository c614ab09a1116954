namespace AeGen.Tests.Training;

/// <summary>What rate each schedule gives at which step.</summary>
public class LearningRateTests
{
    private const int StepsPerEpoch = 5;
    private const int Epochs = 6;
    private const int Steps = Epochs * StepsPerEpoch;

    [Fact]
    public void A_constant_is_the_same_at_every_step()
    {
        Assert.All(Rates(0.25f), rate => Assert.Equal(0.25f, rate));
    }

    [Fact]
    public void A_cosine_falls_from_one_rate_to_the_other()
    {
        float[] rates = Rates(LearningRate.Cosine(0.1f, 0.02f));

        Assert.Equal(0.1f, rates[0], 1e-7f);
        Assert.Equal(0.06f, rates[Steps / 2], 1e-7f);
        Assert.Equal(0.1f - (0.08f * (1 - (float)Math.Cos(Math.PI * 7 / Steps)) / 2), rates[7], 1e-7f);
        Assert.Equal(0.02f, LearningRate.Cosine(0.1f, 0.02f).At(new(Steps, Steps, StepsPerEpoch)), 1e-7f);
    }

    [Fact]
    public void A_line_is_straight()
    {
        float[] rates = Rates(LearningRate.Linear(0.3f, 0.6f));

        Assert.Equal(Enumerable.Range(0, Steps).Select(step => 0.3f + (0.01f * step)), rates, Close);
    }

    [Fact]
    public void A_step_schedule_falls_after_every_so_many_epochs()
    {
        Assert.Equal([0.8f, 0.8f, 0.2f, 0.2f, 0.05f, 0.05f], EachEpochs(LearningRate.Step(0.8f, 0.25f, 2)), Close);
    }

    [Fact]
    public void An_exponential_schedule_falls_after_each_epoch()
    {
        Assert.Equal([0.8f, 0.4f, 0.2f, 0.1f, 0.05f, 0.025f], EachEpochs(LearningRate.Exponential(0.8f, 0.5f)), Close);
    }

    [Fact]
    public void A_multistep_schedule_falls_after_the_epochs_named()
    {
        LearningRate schedule = LearningRate.MultiStep(0.9f, 0.1f, 1, 4);

        Assert.Equal([0.9f, 0.09f, 0.09f, 0.09f, 0.009f, 0.009f], EachEpochs(schedule), Close);
        Assert.Equal(LearningRate.MultiStep(0.9f, 0.1f, 1, 4), schedule);
        Assert.Equal(LearningRate.MultiStep(0.9f, 0.1f, 1, 4).GetHashCode(), schedule.GetHashCode());
        Assert.NotEqual(LearningRate.MultiStep(0.9f, 0.1f, 1, 5), schedule);
    }

    [Fact]
    public void A_warmup_rises_to_the_first_rate_and_the_schedule_follows()
    {
        float[] rates = Rates(LearningRate.Linear(0.4f).WithWarmup(2));

        // Ten steps up from 0 and then twenty down.
        Assert.Equal(Enumerable.Range(0, 10).Select(step => 0.04f * step), rates[..10], Close);
        Assert.Equal(Enumerable.Range(0, 20).Select(step => 0.4f - (0.02f * step)), rates[10..], Close);
    }

    [Fact]
    public void A_warmup_of_steps_starts_where_it_is_told_to()
    {
        float[] rates = Rates(LearningRate.Constant(0.5f).WithWarmupSteps(4, 0.1f));

        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.5f], rates[..6], Close);
    }

    [Fact]
    public void A_schedule_counts_its_epochs_from_the_end_of_the_warmup()
    {
        float[] rates = EachEpochs(LearningRate.Exponential(0.8f, 0.5f).WithWarmup(2));

        Assert.Equal([0, 0.4f, 0.8f, 0.4f, 0.2f, 0.1f], rates, Close);
    }

    [Fact]
    public void A_warmup_longer_than_the_training_does_not_reach_the_first_rate()
    {
        float[] rates = Rates(LearningRate.Cosine(0.6f).WithWarmup(2 * Epochs));

        Assert.Equal(Enumerable.Range(0, Steps).Select(step => 0.01f * step), rates, Close);
    }

    [Fact]
    public void A_rate_of_a_plateau_schedule_is_that_of_its_state()
    {
        LearningRate schedule = LearningRate.ReduceOnPlateau(0.3f);
        StepPosition position = new(20, Steps, StepsPerEpoch);

        Assert.Equal(0.3f, schedule.At(position));
        Assert.Equal(0.03f, schedule.At(position, new PlateauState(0.03f, 1, 0, 0)));
        Assert.Equal(0.03f * 2 / 10, schedule.WithWarmup(2).At(position with { Step = 2 }, new PlateauState(0.03f, 1, 0, 0)), 1e-8f);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-0.001f)]
    public void Rates_out_of_range_are_refused(float rate)
    {
        Refuse("rate", () => LearningRate.Constant(rate));
        Refuse("initial", () => LearningRate.Cosine(rate));
        Refuse("final", () => LearningRate.Cosine(1, rate));
        Refuse("initial", () => LearningRate.Linear(rate));
        Refuse("final", () => LearningRate.Linear(1, rate));
        Refuse("initial", () => LearningRate.Step(rate, 0.5f, 1));
        Refuse("initial", () => LearningRate.Exponential(rate, 0.5f));
        Refuse("initial", () => LearningRate.MultiStep(rate, 0.5f, 1));
        Refuse("initial", () => LearningRate.ReduceOnPlateau(rate));
        Refuse("minimum", () => LearningRate.ReduceOnPlateau(1, minimum: rate));
        Refuse("start", () => LearningRate.Constant(1).WithWarmup(1, rate));
        Refuse("start", () => LearningRate.Constant(1).WithWarmupSteps(1, rate));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(0f)]
    [InlineData(1.5f)]
    public void Factors_out_of_range_are_refused(float factor)
    {
        Refuse("factor", () => LearningRate.Step(1, factor, 1));
        Refuse("factor", () => LearningRate.Exponential(1, factor));
        Refuse("factor", () => LearningRate.MultiStep(1, factor, 1));
        Refuse("factor", () => LearningRate.ReduceOnPlateau(1, factor));
    }

    [Fact]
    public void Counts_out_of_range_are_refused()
    {
        Refuse("every", () => LearningRate.Step(1, 0.5f, 0));
        Refuse("epochs", () => LearningRate.MultiStep(1, 0.5f));
        Refuse("epochs", () => LearningRate.MultiStep(1, 0.5f, 0));
        Refuse("epochs", () => LearningRate.MultiStep(1, 0.5f, 3, 3));
        Refuse("epochs", () => LearningRate.Constant(1).WithWarmup(0));
        Refuse("steps", () => LearningRate.Constant(1).WithWarmupSteps(0));
        Refuse("factor", () => LearningRate.ReduceOnPlateau(1, 1));
        Refuse("patience", () => LearningRate.ReduceOnPlateau(1, patience: -1));
        Refuse("threshold", () => LearningRate.ReduceOnPlateau(1, threshold: 1));
        Refuse("threshold", () => LearningRate.ReduceOnPlateau(1, threshold: double.NaN));
        Refuse("cooldown", () => LearningRate.ReduceOnPlateau(1, cooldown: -1));
    }

    private static float[] Rates(LearningRate schedule) =>
        [.. Enumerable.Range(0, Steps).Select(step => schedule.At(new(step, Steps, StepsPerEpoch)))];

    /// <summary>The first rate of each epoch.</summary>
    private static float[] EachEpochs(LearningRate schedule) =>
        [.. Enumerable.Range(0, Epochs).Select(epoch => schedule.At(new(epoch * StepsPerEpoch, Steps, StepsPerEpoch)))];

    private static bool Close(float expected, float actual) => Math.Abs(expected - actual) <= 1e-6f * Math.Max(expected, 0.1f);

    private static void Refuse(string name, Func<LearningRate> make) =>
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(make).ParamName);
}
