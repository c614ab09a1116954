using AeGen.Testing.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Testing.Training;

/// <summary>On what a training validates, and when.</summary>
public abstract class ValidationTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const ulong Seed = 6;

    [Fact]
    public void A_share_held_back_is_the_test_set_of_a_split()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);

        TrainingHistory history = model.Fit(Train, new() { Epochs = 2, BatchSize = 8, Seed = Seed, ValidationSplit = 0.3 });

        double expected = model.Evaluate(Train.Split(0.7, Seed).Test.Samples.Span);
        Assert.Equal(expected, history.Epochs[^1].ValidationLoss!.Value, 1e-6 * expected);
        Assert.Equal(35, history.State!.Samples);
    }

    [Fact]
    public void A_share_held_back_is_not_trained_on()
    {
        // Without shuffling, the epoch visits the other samples in their order.
        using ModelHandle split = Create(CommonModels.Small, 1);
        using ModelHandle rest = Create(CommonModels.Small, 1);

        split.Fit(Train, new() { Epochs = 2, BatchSize = 8, Seed = Seed, Shuffle = false, ValidationSplit = 0.3 });
        rest.Fit(Train.Subset(Trained()), new() { Epochs = 2, BatchSize = 8, Shuffle = false });

        Assert.Equal(ModelParameters.Of(rest).Bits(), ModelParameters.Of(split).Bits());
    }

    [Fact]
    public void What_is_left_of_a_split_is_shuffled_as_a_set_of_its_own()
    {
        using ModelHandle split = Create(CommonModels.Small, 1);
        using ModelHandle rest = Create(CommonModels.Small, 1);

        split.Fit(Train, new() { Epochs = 2, BatchSize = 8, Seed = Seed, ValidationSplit = 0.3 });
        rest.Fit(Train.Subset(Trained()), new() { Epochs = 2, BatchSize = 8, Seed = Seed });

        Assert.Equal(ModelParameters.Of(rest).Bits(), ModelParameters.Of(split).Bits());
    }

    /// <summary>The samples that a split leaves to be trained on, in their order.</summary>
    private static int[] Trained()
    {
        // Labels that are positions tell which samples a split took.
        var numbered = new DataSet(Train.Samples, FeatureCount, Enumerable.Range(0, Count).ToArray());
        return [.. numbered.Split(0.7, Seed).Train.Labels.ToArray().Order()];
    }
}
