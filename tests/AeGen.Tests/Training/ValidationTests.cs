using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using AeGen.Testing.Training;
using AeGen.Tests.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Tests.Training;

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
