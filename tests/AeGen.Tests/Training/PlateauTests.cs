namespace AeGen.Tests.Training;

/// <summary>The rates of PyTorch's ReduceLROnPlateau over given losses, worked out by hand from its definition.</summary>
public class PlateauTests
{
    private const int StepsPerEpoch = 3;

    [Fact]
    public void The_rate_falls_when_more_losses_than_the_patience_are_no_better()
    {
        // The first is the best; two more are borne, and the third is one too many.
        Assert.Equal(
            [1f, 1f, 1f, 0.5f, 0.5f, 0.5f, 0.25f],
            Rates(LearningRate.ReduceOnPlateau(1, 0.5f, patience: 2), 7, 7, 8, 7.5, 9, 7, 7));
    }

    [Fact]
    public void A_better_loss_begins_the_count_anew()
    {
        Assert.Equal(
            [1f, 1f, 1f, 1f, 1f, 1f, 0.5f],
            Rates(LearningRate.ReduceOnPlateau(1, 0.5f, patience: 1), 7, 8, 6, 7, 5, 5, 5));
    }

    [Fact]
    public void A_loss_is_better_only_by_more_than_the_threshold()
    {
        // A tenth below 10 is 9, which 9 is not below; from 8.9 it is 8.01.
        Assert.Equal(
            [1f, 0.5f, 0.5f, 0.25f, 0.25f],
            Rates(LearningRate.ReduceOnPlateau(1, 0.5f, patience: 0, threshold: 0.1), 10, 9, 8.9, 8.02, 8));
    }

    [Fact]
    public void Losses_in_a_cooldown_are_not_counted()
    {
        // After the fall two losses pass; the one after them counts, and with no patience it is enough.
        Assert.Equal(
            [1f, 0.5f, 0.5f, 0.5f, 0.25f, 0.25f, 0.25f, 0.125f],
            Rates(LearningRate.ReduceOnPlateau(1, 0.5f, patience: 0, cooldown: 2), 7, 7, 7, 7, 7, 7, 7, 7));
    }

    [Fact]
    public void A_better_loss_in_a_cooldown_is_the_one_to_beat()
    {
        Assert.Equal(
            [1f, 0.5f, 0.5f, 0.25f],
            Rates(LearningRate.ReduceOnPlateau(1, 0.5f, patience: 0, cooldown: 1), 7, 7, 5, 6));
    }

    [Fact]
    public void The_rate_does_not_fall_below_the_minimum()
    {
        Assert.Equal(
            [1f, 0.5f, 0.3f, 0.3f],
            Rates(LearningRate.ReduceOnPlateau(1, 0.5f, patience: 0, minimum: 0.3f), 7, 7, 7, 7));
    }

    [Fact]
    public void A_reduction_by_next_to_nothing_is_not_made()
    {
        Assert.Equal([1.5e-8f, 1.5e-8f], Rates(LearningRate.ReduceOnPlateau(1.5e-8f, 0.5f, patience: 0), 7, 7));
    }

    [Fact]
    public void A_loss_that_is_no_number_is_no_better()
    {
        Assert.Equal([1f, 0.5f, 0.5f], Rates(LearningRate.ReduceOnPlateau(1, 0.5f, patience: 0), 7, double.NaN, 6));
    }

    [Fact]
    public void Losses_of_the_warmup_are_not_watched()
    {
        // With two epochs of warmup the third loss is the first one.
        LearningRate schedule = LearningRate.ReduceOnPlateau(1, 0.5f, patience: 0).WithWarmup(2);

        Assert.Equal([0.5f, 1f, 1f, 0.5f], Rates(schedule, 1, 1, 7, 7), (expected, actual) => Math.Abs(expected - actual) < 1e-6f);
    }

    [Fact]
    public void Other_schedules_remember_nothing()
    {
        Assert.Null(LearningRate.Cosine(1).Observe(new(3, 30, 3), 7, null));
        Assert.Null(LearningRate.Cosine(1).WithWarmup(1).Observe(new(6, 30, 3), 7, null));
    }

    /// <summary>The rate of the step after each epoch, when the epochs' losses are these.</summary>
    private static IEnumerable<float> Rates(LearningRate schedule, params double[] losses)
    {
        PlateauState? state = null;
        for (int epoch = 1; epoch <= losses.Length; epoch++)
        {
            StepPosition position = new(epoch * StepsPerEpoch, 100 * StepsPerEpoch, StepsPerEpoch);
            state = schedule.Observe(position, losses[epoch - 1], state);
            yield return schedule.At(position, state);
        }
    }
}
