using AeGen.Testing.Data;
using AeGen.Testing.Harness;
using AeGen.Tests.Files;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Tests.Training;

/// <summary>A training that stops at any moment goes on from its folder to the bits of one that does not.</summary>
public sealed class FitCheckpointTests : IDisposable
{
    private static readonly FitOptions Options = new() { Epochs = 9, BatchSize = 8, Seed = 3, ValidationSplit = 0.2 };

    private static readonly Dictionary<string, FitOptions> Cases = new()
    {
        ["plain"] = Options with { ValidationSplit = 0 },
        ["validation split"] = Options,
        ["validation data, now and then"] = Options with { ValidationSplit = 0, Validation = Test, ValidateEvery = 2, EarlyStopping = new() { Patience = 50 } },
        ["cosine after a warmup"] = Options with { LearningRate = LearningRate.Cosine(0.05f).WithWarmup(3) },
        ["plateau"] = Options with { LearningRate = LearningRate.ReduceOnPlateau(0.3f, 0.3f, patience: 0, threshold: 0.2, cooldown: 1) },
        ["early stopping and plateau"] = Options with
        {
            LearningRate = LearningRate.ReduceOnPlateau(0.3f, 0.3f, patience: 0, threshold: 0.2, cooldown: 1),
            EarlyStopping = new() { Patience = 3, MinimumDelta = 0.02 },
        },
        ["an early best epoch"] = Options with
        {
            LearningRate = LearningRate.Exponential(0.05f, 1e-6f), EarlyStopping = new() { Patience = 5, MinimumDelta = 0.01 },
        },
        ["the best not restored"] = Options with { EarlyStopping = new() { Patience = 2, RestoreBest = false, MinimumDelta = 0.1 } },
        ["no shuffling, measured norms"] = Options with { Shuffle = false, MeasureGradientNorm = true, EarlyStopping = new() },
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> Models => FileModels.Names;

    private CheckpointFolder Checkpoints => new(Path.Combine(folder.Path, "run"), keepLast: 2);

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_break_after_any_epoch_makes_no_difference(string name)
    {
        // Each time another process goes on: a new model, of other weights and settings, on another number of threads.
        using ModelHandle whole = CommonModels.Library.Create(CommonModels.Small, 1);
        TrainingHistory expected = whole.Fit(Train, Cases[name]);
        FitOptions options = Cases[name] with { Checkpoints = Checkpoints, Resume = true };
        for (int epoch = 1; epoch < expected.Epochs.Count; epoch++)
        {
            using ModelHandle broken = Other(epoch == 1 ? 1 : 100 + (ulong)epoch, epoch);
            Assert.Throws<TimeoutException>(() => broken.Fit(Train, options with { OnEpochEnd = (record, _) => record.Epoch > epoch ? throw new TimeoutException() : FitControl.Continue }));
            Assert.Equal(epoch, Checkpoints.FindNewest());
        }

        using ModelHandle last = Other(200, 2);
        TrainingHistory actual = last.Fit(Train, options);

        AssertSame(expected, whole, actual, last);
        Assert.Equal(expected.Epochs.Count, Checkpoints.FindNewest());

        // A training that is over comes to the same end again, without a step.
        using ModelHandle again = Other(300, 1);
        AssertSame(expected, whole, again.Fit(Train, options), again);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_decoder_and_optimizer_goes_on_to_the_same_bits(string name)
    {
        FitOptions options = Options with { Epochs = 4, EarlyStopping = new() { MinimumDelta = 10 }, LearningRate = 0.01f };
        using ModelHandle whole = FileModels.Create(name);
        using ModelHandle broken = FileModels.Create(name);
        using ModelHandle resumed = FileModels.Create(name, 7);
        TrainingHistory expected = whole.Fit(Train, options);

        broken.Fit(Train, options with { Checkpoints = Checkpoints, OnEpochEnd = StopAfter(2) });
        TrainingHistory actual = resumed.Fit(Train, options with { Checkpoints = Checkpoints, Resume = true });

        AssertSame(expected, whole, actual, resumed);
    }

    [Fact]
    public void A_checkpoint_can_be_saved_and_gone_on_from_by_hand()
    {
        string path = Path.Combine(folder.Path, "own.safetensors");
        FitOptions options = Cases["early stopping and plateau"];
        using ModelHandle whole = Other(1, 1);
        using ModelHandle broken = Other(1, 2);
        using ModelHandle resumed = Other(5, 3);
        TrainingHistory expected = whole.Fit(Train, options);
        broken.Fit(Train, options with
        {
            OnEpochEnd = (record, state) =>
            {
                broken.SaveCheckpoint(path, state);
                return record.Epoch == 3 ? FitControl.Stop : FitControl.Continue;
            },
        });

        TrainingState? state = resumed.LoadCheckpoint(path);

        Assert.Equal(3, state!.Epochs.Count);
        AssertSame(expected, whole, resumed.Fit(Train, options with { ResumeFrom = state }), resumed);

        // The same from what the history returned, where the model has the best parameters and not the last ones.
        using ModelHandle later = Other(6, 1);
        TrainingHistory part = broken.Fit(Train, Cases["an early best epoch"] with { Epochs = 6, OnEpochEnd = StopAfter(5) });
        Assert.NotNull(part.State!.Parameters);
        broken.SaveCheckpoint(path, part.State);
        state = later.LoadCheckpoint(path);
        AssertSame(
            broken.Fit(Train, Cases["an early best epoch"] with { ResumeFrom = part.State }), broken,
            later.Fit(Train, Cases["an early best epoch"] with { ResumeFrom = state }), later);
    }

    [Fact]
    public void What_a_callback_sets_is_in_the_checkpoint_of_that_epoch()
    {
        using ModelHandle model = Other(1, 1);
        using ModelHandle resumed = Other(2, 1);
        model.Scaling = new([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]);

        model.Fit(Train, Options with
        {
            Epochs = 2,
            Checkpoints = Checkpoints,
            OnEpochEnd = (record, _) =>
            {
                model.OptimizerSettings = new() { LearningRate = record.Epoch, Beta1 = 0.5f };
                model.Threshold = record.Epoch + 0.5;
                return FitControl.Continue;
            },
        });
        resumed.Fit(Train, Options with { Epochs = 2, Checkpoints = Checkpoints, Resume = true });

        Assert.Equal(new() { LearningRate = 2, Beta1 = 0.5f }, resumed.OptimizerSettings);
        Assert.Equal((model.Scaling, 2.5), (resumed.Scaling, resumed.Threshold));
    }

    [Fact]
    public void Checkpoints_are_saved_every_so_many_epochs_and_after_the_last()
    {
        FitOptions options = Options with { CheckpointEvery = 4 };
        Assert.Equal([4, 8, 9], Saved("all", options));
        Assert.Equal([4, 6], Saved("stopped", options with { OnEpochEnd = StopAfter(6) }));
        Assert.Equal([3], Saved("early", options with { EarlyStopping = new() { Patience = 2, MinimumDelta = 1e9 } }));

        // Cancelled at an epoch's end no step has been taken since; within an epoch the one before it is gone.
        using var source = new CancellationTokenSource();
        FitOptions cancelled = options with { CancellationToken = source.Token, ThrowOnCancellation = false };
        Assert.Equal([4, 5], Saved("cancelled", cancelled with { OnEpochEnd = (record, _) => CancelAt(record.Epoch == 5) }));
        using var within = new CancellationTokenSource();
        Assert.Equal([4], Saved("within", cancelled with
        {
            CancellationToken = within.Token, Device = null, LearningRate = 0.01f, BatchSize = 1, Progress = new Immediate(progress =>
            {
                if (progress.Epoch == 6 && progress.Step % 40 != 0)
                {
                    within.Cancel();
                }
            }),
            OnEpochEnd = (record, _) => Wait(record.Epoch == 5),
        }));

        IEnumerable<int> Saved(string name, FitOptions now)
        {
            using ModelHandle model = Other(1, 1);
            var checkpoints = new CheckpointFolder(Path.Combine(folder.Path, name), keepLast: 10);
            model.Fit(Train, now with { Checkpoints = checkpoints });
            return Enumerable.Range(0, 20).Where(epoch => File.Exists(checkpoints.FileOf(epoch)));
        }

        FitControl CancelAt(bool now)
        {
            if (now)
            {
                source.Cancel();
            }

            return FitControl.Continue;
        }

        static FitControl Wait(bool now)
        {
            // A report within an epoch is due only a tenth of a second after the last one.
            Thread.Sleep(now ? 150 : 0);
            return FitControl.Continue;
        }
    }

    private static Func<EpochRecord, TrainingState, FitControl> StopAfter(int epoch) =>
        (record, _) => record.Epoch == epoch ? FitControl.Stop : FitControl.Continue;

    private static ModelHandle Other(ulong seed, int threads)
    {
        ModelHandle model = CommonModels.Library.Create(CommonModels.Small, seed);
        model.CpuOptions = new() { Threads = threads % 4, UseAllThreads = true };
        return model;
    }

    private static void AssertSame(TrainingHistory expected, ModelHandle whole, TrainingHistory actual, ModelHandle resumed)
    {
        Assert.Equal(expected.Epochs.Select(Numbers), actual.Epochs.Select(Numbers));
        Assert.Equal((expected.End, expected.BestEpoch, expected.State!.Plateau), (actual.End, actual.BestEpoch, actual.State!.Plateau));
        Assert.Equal(
            (expected.State.BestLoss, expected.State.EpochsWithoutImprovement, expected.State.Step),
            (actual.State.BestLoss, actual.State.EpochsWithoutImprovement, actual.State.Step));
        Assert.Equal(Bits(expected.State.Parameters), Bits(actual.State.Parameters));
        Assert.Equal(Bits(expected.State.BestParameters), Bits(actual.State.BestParameters));
        Assert.Equal(FileModels.Contents(whole), FileModels.Contents(resumed));
    }

    private static (int, double, double?, float, double?) Numbers(EpochRecord epoch) =>
        (epoch.Epoch, epoch.Loss, epoch.ValidationLoss, epoch.LearningRate, epoch.GradientNorm);

    private static int[]? Bits(TrainedParameters? copy) => copy is null
        ? null
        : [.. copy.Weights.Concat(copy.Biases).SelectMany(values => values ?? []).Select(BitConverter.SingleToInt32Bits)];

    private sealed class Immediate(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
