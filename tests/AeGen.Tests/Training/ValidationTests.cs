using AeGen.Tests.Harness;
using AeGen.Tests.Reference;
using static AeGen.Tests.Training.TrainingData;

namespace AeGen.Tests.Training;

/// <summary>On what a training validates, and when.</summary>
public abstract class ValidationTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const ulong Seed = 6;

    [SkippableFact]
    public void A_share_held_back_is_the_test_set_of_a_split()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);

        TrainingHistory history = model.Fit(Train, new() { Epochs = 2, BatchSize = 8, Seed = Seed, ValidationSplit = 0.3 });

        double expected = model.Evaluate(Train.Split(0.7, Seed).Test.Samples.Span);
        Assert.Equal(expected, history.Epochs[^1].ValidationLoss!.Value, 1e-6 * expected);
        Assert.Equal(35, history.State!.Samples);
    }

    [SkippableFact]
    public void A_share_held_back_is_not_trained_on()
    {
        // Without shuffling, the epoch visits the other samples in their order.
        using ModelHandle split = Create(CommonModels.Small, 1);
        using ModelHandle rest = Create(CommonModels.Small, 1);

        split.Fit(Train, new() { Epochs = 2, BatchSize = 8, Seed = Seed, Shuffle = false, ValidationSplit = 0.3 });
        rest.Fit(Train.Subset(Trained()), new() { Epochs = 2, BatchSize = 8, Shuffle = false });

        Assert.Equal(ModelParameters.Of(rest).Bits(), ModelParameters.Of(split).Bits());
    }

    [SkippableFact]
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

public sealed class ValidationTests(CpuTarget target) : ValidationTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    [Fact]
    public void A_share_held_back_has_the_bits_of_the_same_samples_in_a_set_of_their_own()
    {
        // Several chunks, so that their sums are the same only if they are cut alike.
        var data = new DataSet(new Random(4).NextSingles(1000 * FeatureCount, -1, 1), FeatureCount);
        using ModelHandle model = Create(CommonModels.Small, 1);
        foreach (int threads in (ReadOnlySpan<int>)[1, 2])
        {
            model.CpuOptions = new() { Threads = threads, UseAllThreads = true };
            TrainingHistory history = model.Fit(data, new() { Epochs = 1, Seed = 9, ValidationSplit = 0.8 });

            Assert.Equal(model.Evaluate(data.Split(0.2, 9).Test.Samples.Span), history.Epochs[0].ValidationLoss);
        }
    }

    [Fact]
    public void Validation_is_measured_after_every_so_many_epochs()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);

        TrainingHistory history = model.Fit(Train, new() { Epochs = 7, BatchSize = 8, Validation = Test, ValidateEvery = 3 });

        Assert.Equal([3, 6], history.Epochs.Where(epoch => epoch.ValidationLoss is not null).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void Shares_that_leave_nothing_and_two_kinds_of_validation_are_refused()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);

        foreach (double share in (ReadOnlySpan<double>)[-0.1, 1, 1.5, double.NaN, 1e-12, 0.9999])
        {
            Assert.Contains("ValidationSplit", Refusal(new() { ValidationSplit = share }), StringComparison.Ordinal);
        }

        Assert.Contains("both Validation and", Refusal(new() { ValidationSplit = 0.5, Validation = Test }), StringComparison.Ordinal);
        Assert.Contains("ValidateEvery", Refusal(new() { ValidateEvery = 0 }), StringComparison.Ordinal);

        string Refusal(FitOptions options) => Assert.ThrowsAny<ArgumentException>(() => model.Fit(Train, options)).Message;
    }
}
