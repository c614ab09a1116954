using AeGen.Testing.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Tests.Training;

/// <summary>What a cancelled training leaves in the model, and what its caller gets.</summary>
public sealed class CancellationTests
{
    private const int Good = 2;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cancelled_training_keeps_the_best_epochs_parameters_if_they_are_to_be_restored(bool restore)
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        using var source = new CancellationTokenSource();
        var parameters = new List<int[]>();
        FitOptions options = Cancelled(model, source, after: 4, parameters) with { EarlyStopping = new() { RestoreBest = restore } };

        OperationCanceledException exception = Assert.Throws<OperationCanceledException>(() => model.Fit(Train, options));

        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal(4, parameters.Count);
        Assert.Equal(parameters[restore ? Good - 1 : 3], ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void The_history_is_returned_if_that_is_asked_for()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        using var source = new CancellationTokenSource();

        TrainingHistory history = model.Fit(Train, Cancelled(model, source, after: 4) with { ThrowOnCancellation = false });

        Assert.Equal((TrainingEnd.Cancellation, 4), (history.End, history.Epochs.Count));
        Assert.Equal(4 * 7, history.State!.Step);
    }

    [Fact]
    public void A_training_cancelled_within_an_epoch_keeps_the_steps_taken_and_returns_the_epochs_before()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        using ModelHandle expected = CommonModels.Library.Create(CommonModels.Small, 1);
        using var source = new CancellationTokenSource();
        TrainingProgress? last = null;
        int epochs = 0;
        FitOptions options = new()
        {
            Epochs = 1_000_000, BatchSize = 1, Shuffle = false, LearningRate = 1e-3f, CancellationToken = source.Token, ThrowOnCancellation = false,
        };
        TrainingHistory history = model.Fit(Train, options with
        {
            // A report within an epoch comes after a tenth of a second at the latest, whatever the machine.
            Progress = new Reporter(report =>
            {
                last = report;
                if (report.Step % Count != 0)
                {
                    source.Cancel();
                }
            }),
            OnEpochEnd = (_, _) =>
            {
                epochs++;
                return FitControl.Continue;
            },
        });

        Assert.Equal(TrainingEnd.Cancellation, history.End);
        Assert.Equal(epochs, history.Epochs.Count);
        Assert.Equal((long)epochs * Count, history.State!.Step);
        Assert.NotEqual(last!.Step, history.State.Step);
        expected.OptimizerSettings = new() { LearningRate = 1e-3f };
        for (long step = 0; step < last.Step; step++)
        {
            expected.TrainStep(Train[(int)(step % Count)]);
        }

        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void A_training_cancelled_before_it_begins_has_an_empty_history()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        int[] before = ModelParameters.Of(model).Bits();

        TrainingHistory history = model.Fit(
            Train, new() { CancellationToken = new(canceled: true), ThrowOnCancellation = false, EarlyStopping = new() });

        Assert.Equal(TrainingEnd.Cancellation, history.End);
        Assert.Empty(history.Epochs);
        Assert.Null(history.BestEpoch);
        Assert.True(double.IsNaN(history.FinalLoss));
        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    private static FitOptions Cancelled(ModelHandle model, CancellationTokenSource source, int after, List<int[]>? parameters = null)
    {
        Func<EpochRecord, TrainingState, FitControl> spoil = SpoilAfter(model, Good, parameters);
        return new()
        {
            Epochs = 50,
            BatchSize = 8,
            Validation = Test,
            CancellationToken = source.Token,
            OnEpochEnd = (epoch, state) =>
            {
                if (epoch.Epoch == after)
                {
                    source.Cancel();
                }

                return spoil(epoch, state);
            },
        };
    }
}
