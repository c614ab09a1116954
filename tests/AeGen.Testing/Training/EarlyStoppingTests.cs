using AeGen.Testing.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Testing.Training;

/// <summary>When a training stops early, and what it leaves in the model.</summary>
public abstract class EarlyStoppingTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int Good = 3;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_training_stops_after_the_patience_and_restores_the_best_if_asked(bool restore)
    {
        using ModelHandle model = Create();
        var parameters = new List<int[]>();
        TrainingHistory history = model.Fit(Train, new()
        {
            Epochs = 50,
            BatchSize = 8,
            Validation = Test,
            EarlyStopping = new() { Patience = 2, RestoreBest = restore },
            OnEpochEnd = SpoilAfter(model, Good, parameters),
        });

        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
        Assert.Equal(Good, history.BestEpoch);
        Assert.Equal(Good + 2, history.Epochs.Count);
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss), history.Epochs[Good - 1].ValidationLoss);
        Assert.Equal(parameters[restore ? Good - 1 : Good + 1], ModelParameters.Of(model).Bits());
        double expected = history.Epochs[restore ? Good - 1 : Good + 1].ValidationLoss!.Value;
        Assert.Equal(expected, model.Evaluate(Test.Samples.Span), 1e-6 * expected);
    }

    [Fact]
    public void The_best_parameters_are_restored_at_the_last_epochs_end_too()
    {
        using ModelHandle model = Create();
        var parameters = new List<int[]>();

        TrainingHistory history = model.Fit(
            Train, new() { Epochs = 5, BatchSize = 8, EarlyStopping = new(), Validation = Test, OnEpochEnd = SpoilAfter(model, Good, parameters) });

        Assert.Equal((TrainingEnd.Completed, Good, 5), (history.End, history.BestEpoch, history.Epochs.Count));
        Assert.Equal(parameters[Good - 1], ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void A_training_that_diverges_leaves_the_best_epoch_its_history_and_a_state_to_go_on_from()
    {
        const float Rate = 1e-3f;
        using ModelHandle model = Create();
        model.OptimizerSettings = new() { LearningRate = Rate };
        var parameters = new List<int[]>();
        FitOptions options = new() { Epochs = 8, BatchSize = 8, EarlyStopping = new(), Validation = Test };

        LossDivergedException failure = Assert.Throws<LossDivergedException>(() => model.Fit(Train, options with
        {
            OnEpochEnd = (record, _) =>
            {
                parameters.Add(ModelParameters.Of(model).Bits());
                model.OptimizerSettings = new() { LearningRate = record.Epoch < Good ? Rate : 1e30f };
                return FitControl.Continue;
            },
        }));

        TrainingHistory history = failure.History!;
        Assert.Equal((TrainingEnd.Divergence, Good, Good), (history.End, history.BestEpoch, history.Epochs.Count));
        Assert.Equal(parameters[Good - 1], ModelParameters.Of(model).Bits());

        model.OptimizerSettings = new() { LearningRate = Rate };
        TrainingHistory rest = model.Fit(Train, options with { ResumeFrom = history.State });
        Assert.Equal((TrainingEnd.Completed, 8), (rest.End, rest.Epochs.Count));
        Assert.True(rest.Epochs[^1].ValidationLoss < history.Epochs[^1].ValidationLoss);
    }

    [Fact]
    public void The_moments_are_those_of_the_last_step()
    {
        // A training that lasted two epochs longer has other moments: the next step goes elsewhere from the same parameters.
        using ModelHandle longer = Create();
        using ModelHandle shorter = Create();
        longer.Fit(Train, new() { Epochs = 5, BatchSize = 8, EarlyStopping = new(), OnEpochEnd = SpoilAfter(longer, Good) });
        shorter.Fit(Train, new() { Epochs = Good, BatchSize = 8, OnEpochEnd = SpoilAfter(shorter, Good) });
        Assert.Equal(ModelParameters.Of(shorter).Bits(), ModelParameters.Of(longer).Bits());

        longer.TrainStep(Train.Samples.Span);
        shorter.TrainStep(Train.Samples.Span);

        Assert.NotEqual(ModelParameters.Of(shorter).Bits(), ModelParameters.Of(longer).Bits());
    }

    private ModelHandle Create() => Create(CommonModels.Small, 1);
}
