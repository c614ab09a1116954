using AeGen.Testing.Harness;
using AeGen.Testing.Training;
using AeGen.Tests.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Tests.Training;

public sealed class ResumeTests(CpuTarget target) : ResumeTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    private static readonly Dictionary<string, LearningRate?> Schedules = new()
    {
        ["the model's own"] = null,
        ["constant"] = 0.01f,
        ["cosine"] = LearningRate.Cosine(0.02f, 0.001f),
        ["linear"] = LearningRate.Linear(0.02f),
        ["step"] = LearningRate.Step(0.02f, 0.5f, 3),
        ["multistep"] = LearningRate.MultiStep(0.02f, 0.1f, 2, 5),
        ["exponential"] = LearningRate.Exponential(0.02f, 0.8f),
        ["plateau"] = LearningRate.ReduceOnPlateau(0.02f, 0.5f, patience: 1, threshold: 0.05),
        ["warmup over the break"] = LearningRate.Cosine(0.02f).WithWarmup(5),
        ["warmup of steps and plateau"] = LearningRate.ReduceOnPlateau(0.02f, 0.5f, patience: 0, threshold: 0.1).WithWarmupSteps(9),
    };

    public static TheoryData<string> ScheduleNames => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void Every_schedule_survives_a_break(string name)
    {
        AssertEqualAfterBreaks(Options with { LearningRate = Schedules[name] }, 4);
        AssertEqualAfterBreaks(Options with { LearningRate = Schedules[name], Shuffle = false, ValidationSplit = 0, EarlyStopping = new() }, 2, 7);
    }

    [Fact]
    public void A_break_after_every_epoch_makes_no_difference()
    {
        FitOptions options = Options with
        {
            LearningRate = LearningRate.ReduceOnPlateau(0.05f, 0.3f, patience: 1, threshold: 0.9),
            EarlyStopping = new() { Patience = 20 },
            ValidateEvery = 2,
        };

        TrainingHistory history = AssertEqualAfterBreaks(options, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        Assert.NotEqual(history.Epochs[0].LearningRate, history.Epochs[^1].LearningRate);
    }

    [Fact]
    public void The_best_epoch_before_the_break_is_restored_after_it()
    {
        // The rate falls to next to nothing, so that no later epoch is better by the least difference.
        FitOptions options = Options with
        {
            LearningRate = LearningRate.Exponential(0.05f, 1e-6f), EarlyStopping = new() { Patience = 5, MinimumDelta = 0.01 },
        };

        TrainingHistory history = AssertEqualAfterBreaks(options, 4);

        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
        Assert.InRange(history.BestEpoch!.Value, 1, 3);
        Assert.Equal(history.BestEpoch + 5, history.Epochs.Count);
    }

    [Fact]
    public void A_training_that_is_over_can_be_made_longer()
    {
        // Schedules that count epochs do not ask how many there will be.
        FitOptions options = Options with { LearningRate = LearningRate.Step(0.05f, 0.5f, 3), EarlyStopping = new() { Patience = 50 } };
        using ModelHandle whole = Create(CommonModels.Small, 1);
        using ModelHandle longer = Create(CommonModels.Small, 1);
        whole.Fit(Train, options);

        TrainingHistory first = longer.Fit(Train, options with { Epochs = 6 });
        Assert.Equal(TrainingEnd.Completed, first.End);
        longer.Fit(Train, options with { ResumeFrom = first.State });

        Assert.Equal(ModelParameters.Of(whole).Bits(), ModelParameters.Of(longer).Bits());
    }

    [Fact]
    public void A_training_that_is_over_takes_no_step_when_it_is_resumed()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);
        FitOptions options = Options with { EarlyStopping = new() { Patience = 2, MinimumDelta = 5 } };
        TrainingHistory history = model.Fit(Train, options);
        int[] before = ModelParameters.Of(model).Bits();

        TrainingHistory again = model.Fit(Train, options with { ResumeFrom = history.State });

        Assert.Equal(TrainingEnd.EarlyStopping, again.End);
        Assert.Equal(history.Epochs, again.Epochs);
        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void A_state_of_another_training_is_refused_and_nothing_changes()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);
        FitOptions options = Options with { EarlyStopping = new() { Patience = 9 } };
        TrainingState state = model.Fit(Train, options with { LearningRate = LearningRate.Exponential(0.05f, 1e-6f), Epochs = 3 }).State!;
        int[] before = ModelParameters.Of(model).Bits();
        TrainedParameters best = state.BestParameters!;
        float[]? notFinite = [.. best.Weights[0]!];
        notFinite[7] = float.NaN;

        Refuse("BatchSize was 8 then and is 9 now", options with { BatchSize = 9 }, state);
        Refuse("Seed", options with { Seed = 4 }, state);
        Refuse("Shuffle", options with { Shuffle = false }, state);
        Refuse("Samples was 40 then and is 45 now", options with { ValidationSplit = 0.1 }, state);
        Refuse("Monitor", options with { EarlyStopping = new() { Monitor = MonitoredLoss.Training } }, state);
        Refuse("steps are not", options, state with { Step = state.Step + 1 });
        Refuse("epochs", options, state with { Epochs = [state.Epochs[1], state.Epochs[0], state.Epochs[2]] });
        Refuse("epochs", options, state with { Epochs = null! });
        Refuse("best epoch, 4", options, state with { BestEpoch = 4 });
        Refuse("best epoch, 0", options, state with { BestEpoch = 0 });
        Refuse("without a loss", options, state with { BestLoss = null });
        Refuse("best loss", options, state with { BestLoss = double.NaN });
        Refuse("without improvement", options, state with { EpochsWithoutImprovement = -1 });
        Refuse("schedule", options, state with { Plateau = new(float.NaN, 1, 0, 0) });
        Refuse("layers of", options, state with { BestParameters = new([], []) });
        Refuse("numbers and not 30", options, state with { BestParameters = best with { Weights = [new float[29], .. best.Weights.Skip(1)] } });
        Refuse("not finite at index 7", options, state with { Parameters = best with { Weights = [notFinite, .. best.Weights.Skip(1)] } });
        Refuse("RestoreBest needs the parameters", options, state with { BestEpoch = 1, BestParameters = null });
        Assert.Equal(before, ModelParameters.Of(model).Bits());

        void Refuse(string problem, FitOptions now, TrainingState then)
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(() => model.Fit(Train, now with { ResumeFrom = then }));
            Assert.Contains("ResumeFrom", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        }
    }
}
