using AeGen.Testing.Data;
using AeGen.Testing.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Testing.Training;

/// <summary>A training that goes on from a state comes to the bits of one without a break.</summary>
public abstract class ResumeTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int Break = 4;

    protected static FitOptions Options { get; } = new() { Epochs = 10, BatchSize = 8, Seed = 3, ValidationSplit = 0.2 };

    [Fact]
    public void A_plateau_early_stopping_and_the_best_parameters_survive_a_break()
    {
        FitOptions options = Options with
        {
            LearningRate = LearningRate.ReduceOnPlateau(0.3f, 0.3f, patience: 0, threshold: 0.2, cooldown: 1),
            EarlyStopping = new() { Patience = 3, MinimumDelta = 0.02 },
        };

        AssertEqualAfterBreaks(options, Break);
    }

    [Fact]
    public void A_training_goes_on_from_its_folders_newest_checkpoint()
    {
        using var folder = new TemporaryFolder();
        FitOptions options = Options with { EarlyStopping = new() { MinimumDelta = 0.02 }, LearningRate = LearningRate.Exponential(0.05f, 0.5f) };
        using ModelHandle whole = Create(CommonModels.Small, 1);
        using ModelHandle broken = Create(CommonModels.Small, 1);
        using ModelHandle resumed = Create(CommonModels.Small, 2);
        TrainingHistory expected = whole.Fit(Train, options);
        FitOptions saving = options with { Checkpoints = new(folder.Path), Resume = true };

        broken.Fit(Train, saving with { OnEpochEnd = (record, _) => record.Epoch == Break ? FitControl.Stop : FitControl.Continue });
        TrainingHistory actual = resumed.Fit(Train, saving);

        Assert.Equal(expected.Epochs.Select(Numbers), actual.Epochs.Select(Numbers));
        Assert.Equal((expected.End, expected.BestEpoch), (actual.End, actual.BestEpoch));
        Assert.Equal(ModelParameters.Of(whole).Bits(), ModelParameters.Of(resumed).Bits());
        whole.TrainStep(Train.Samples.Span);
        resumed.TrainStep(Train.Samples.Span);
        Assert.Equal(ModelParameters.Of(whole).Bits(), ModelParameters.Of(resumed).Bits());
    }

    [Fact]
    public void The_numbers_of_normalisations_survive_a_break() => AssertEqualAfterBreaks(
        CommonModels.Normalized, Options with { EarlyStopping = new() { Patience = 3, MinimumDelta = 0.01 } }, Break);

    /// <summary>Trains at once, and with breaks after some of the epochs.</summary>
    protected TrainingHistory AssertEqualAfterBreaks(FitOptions options, params int[] breaks) => AssertEqualAfterBreaks(CommonModels.Small, options, breaks);

    /// <inheritdoc cref="AssertEqualAfterBreaks(FitOptions, int[])"/>
    private TrainingHistory AssertEqualAfterBreaks(string name, FitOptions options, params int[] breaks)
    {
        using ModelHandle whole = Create(name, 1);
        using ModelHandle broken = Create(name, 1);
        TrainingHistory expected = whole.Fit(Train, options);

        TrainingState? state = null;
        foreach (int end in breaks)
        {
            TrainingHistory part = broken.Fit(Train, options with
            {
                ResumeFrom = state,
                OnEpochEnd = (record, _) => record.Epoch == end ? FitControl.Stop : FitControl.Continue,
            });
            Assert.Equal((TrainingEnd.Callback, end), (part.End, part.Epochs.Count));
            state = part.State;
        }

        TrainingHistory actual = broken.Fit(Train, options with { ResumeFrom = state });

        Assert.Equal(expected.Epochs.Select(Numbers), actual.Epochs.Select(Numbers));
        Assert.Equal((expected.End, expected.BestEpoch, expected.State!.Plateau), (actual.End, actual.BestEpoch, actual.State!.Plateau));
        Assert.Equal(ModelParameters.Of(whole).Bits(), ModelParameters.Of(broken).Bits());

        // The next step tells whether the moments and their number of steps are equal too.
        whole.TrainStep(Train.Samples.Span);
        broken.TrainStep(Train.Samples.Span);
        Assert.Equal(ModelParameters.Of(whole).Bits(), ModelParameters.Of(broken).Bits());
        return actual;
    }

    private static (int, double, double?, float) Numbers(EpochRecord epoch) => (epoch.Epoch, epoch.Loss, epoch.ValidationLoss, epoch.LearningRate);
}
