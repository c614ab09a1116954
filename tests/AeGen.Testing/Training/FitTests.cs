using AeGen.Testing.Data;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Training;

/// <summary>What Fit does around the steps.</summary>
public abstract class FitTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int N = 6;
    private const int Count = 50;

    private static readonly DataSet Train = new(new Random(21).NextSingles(Count * N, -1, 1), N);
    private static readonly DataSet Test = new(new Random(22).NextSingles(17 * N, -1, 1), N);

    [Fact]
    public void The_history_has_one_record_an_epoch()
    {
        using ModelHandle model = Create();

        TrainingHistory history = model.Fit(Train, new() { Epochs = 7, BatchSize = 8 });

        Assert.Equal(Enumerable.Range(1, 7), history.Epochs.Select(epoch => epoch.Epoch));
        Assert.All(history.Epochs, epoch => Assert.Null(epoch.ValidationLoss));
        Assert.All(history.Epochs, epoch => Assert.True(epoch.Duration > TimeSpan.Zero && epoch.SamplesPerSecond > 0));
        Assert.Equal(history.Epochs[^1].Loss, history.FinalLoss);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.01f)]
    public void The_norm_of_the_gradient_is_the_references(float? clip)
    {
        using ModelHandle model = Create();
        var network = new ReferenceNetwork(CommonModels.Library.Declaration(CommonModels.Small));
        network.Set(ModelParameters.Of(model));
        double expected = ReferenceOptimizer.Norm(network.Gradient(Train.Samples.ToArray()));
        model.OptimizerSettings = new() { ClipNorm = clip };

        // A rate of zero: every step has the gradient of the first. The last one of the epoch has fewer samples.
        TrainingHistory whole = model.Fit(Train, new() { Epochs = 2, BatchSize = Count, LearningRate = 0f, MeasureGradientNorm = clip is null });
        TrainingHistory parts = model.Fit(Train, new() { Epochs = 1, BatchSize = 20, LearningRate = 0f, MeasureGradientNorm = true });
        using ModelHandle other = Create();
        TrainingHistory none = other.Fit(Train, new() { Epochs = 1 });

        Assert.All(whole.Epochs, epoch => Assert.Equal(expected, epoch.GradientNorm!.Value, 1e-5 * expected));
        Assert.InRange(parts.Epochs[0].GradientNorm!.Value, expected, 3 * expected);
        Assert.Null(none.Epochs[0].GradientNorm);
    }

    [Fact]
    public void The_default_is_ten_epochs_at_the_models_learning_rate()
    {
        using ModelHandle model = Create();
        model.OptimizerSettings = new() { LearningRate = 0.02f };

        TrainingHistory history = model.Fit(Train);

        Assert.Equal(10, history.Epochs.Count);
        Assert.All(history.Epochs, epoch => Assert.Equal(0.02f, epoch.LearningRate));
    }

    [Fact]
    public void The_loss_falls()
    {
        using ModelHandle model = Create();

        TrainingHistory history = model.Fit(Train, new() { Epochs = 60, BatchSize = 8, LearningRate = 0.01f });

        Assert.True(history.FinalLoss < 0.8 * history.Epochs[0].Loss, $"{history.Epochs[0].Loss} -> {history.FinalLoss}");
        Assert.True(model.Evaluate(Train.Samples.Span) < history.Epochs[0].Loss);
    }

    [Fact]
    public void The_first_loss_is_that_before_any_step_when_there_is_one_step()
    {
        using ModelHandle model = Create();
        double before = model.Evaluate(Train.Samples.Span);

        TrainingHistory history = model.Fit(Train, new() { Epochs = 1, BatchSize = Count });

        Assert.Equal(before, history.Epochs[0].Loss, 1e-5 * before);
    }

    [Fact]
    public void An_epochs_loss_weighs_samples_and_not_batches()
    {
        // With no learning, the loss of an epoch is that of the data, also where the last batch is smaller.
        using ModelHandle model = Create();
        double whole = model.Evaluate(Train.Samples.Span);

        TrainingHistory history = model.Fit(Train, new() { Epochs = 2, BatchSize = 16, LearningRate = 0 });

        Assert.All(history.Epochs, epoch => Assert.Equal(whole, epoch.Loss, 1e-5 * whole));
    }

    [Fact]
    public void Fitting_without_shuffling_is_stepping_through_the_batches()
    {
        using ModelHandle fitted = Create();
        using ModelHandle stepped = Create();

        fitted.Fit(Train, new() { Epochs = 2, BatchSize = 16, Shuffle = false });
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int start = 0; start < Count; start += 16)
            {
                stepped.TrainStep(Train.Samples.Span[(start * N)..(Math.Min(Count, start + 16) * N)]);
            }
        }

        Assert.Equal(ModelParameters.Of(stepped).Bits(), ModelParameters.Of(fitted).Bits());
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_the_data()
    {
        using ModelHandle larger = Create();
        using ModelHandle equal = Create();

        larger.Fit(Train, new() { Epochs = 3, BatchSize = 1000, Shuffle = false });
        equal.Fit(Train, new() { Epochs = 3, BatchSize = Count, Shuffle = false });

        Assert.Equal(ModelParameters.Of(equal).Bits(), ModelParameters.Of(larger).Bits());
    }

    [Fact]
    public void Shuffling_is_the_same_for_the_same_seed_and_differs_otherwise()
    {
        int[] first = Fitted(new() { Epochs = 3, BatchSize = 8, Seed = 4 });
        int[] again = Fitted(new() { Epochs = 3, BatchSize = 8, Seed = 4 });
        int[] other = Fitted(new() { Epochs = 3, BatchSize = 8, Seed = 5 });
        int[] inOrder = Fitted(new() { Epochs = 3, BatchSize = 8, Seed = 4, Shuffle = false });

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, inOrder);

        int[] Fitted(FitOptions options)
        {
            using ModelHandle model = Create();
            model.Fit(Train, options);
            return ModelParameters.Of(model).Bits();
        }
    }

    [Fact]
    public void Each_epoch_has_an_order_of_its_own()
    {
        // With plain gradient descent and a rate of zero but for the first step of each epoch, the parameters tell which samples came first.
        using ModelHandle once = Create();
        using ModelHandle twice = Create();
        TrainingHistory history = once.Fit(Train, new() { Epochs = 1, BatchSize = 8, LearningRate = 0.01f });
        TrainingHistory longer = twice.Fit(Train, new() { Epochs = 2, BatchSize = 8, LearningRate = 0.01f });
        using ModelHandle repeated = Create();
        repeated.Fit(Train, new() { Epochs = 1, BatchSize = 8, LearningRate = 0.01f });
        repeated.Fit(Train, new() { Epochs = 1, BatchSize = 8, LearningRate = 0.01f });

        Assert.Equal(history.Epochs[0].Loss, longer.Epochs[0].Loss);
        Assert.NotEqual(ModelParameters.Of(repeated).Bits(), ModelParameters.Of(twice).Bits());
    }

    [Fact]
    public void Shuffling_visits_every_sample_once_an_epoch()
    {
        // With no learning each step's loss is that of its batch alone: the epoch's loss is the data's only if each sample comes once.
        using ModelHandle model = Create();
        double whole = model.Evaluate(Train.Samples.Span);
        foreach (int batch in (ReadOnlySpan<int>)[1, 7, 25])
        {
            TrainingHistory history = model.Fit(Train, new() { Epochs = 3, BatchSize = batch, LearningRate = 0, Seed = (ulong)batch });
            Assert.All(history.Epochs, epoch => Assert.Equal(whole, epoch.Loss, 1e-5 * whole));
        }
    }

    [Fact]
    public void The_learning_rate_follows_its_schedule()
    {
        using ModelHandle model = Create();
        const int Epochs = 4;
        const int StepsPerEpoch = 7;
        LearningRate schedule = LearningRate.Cosine(0.01f, 0.001f);

        TrainingHistory history = model.Fit(Train, new() { Epochs = Epochs, BatchSize = 8, LearningRate = schedule });

        Assert.Equal(
            Enumerable.Range(1, Epochs).Select(epoch => schedule.At(new((epoch * StepsPerEpoch) - 1, Epochs * StepsPerEpoch, StepsPerEpoch))),
            history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void A_schedule_leaves_the_models_settings_alone()
    {
        using ModelHandle model = Create();
        OptimizerSettings settings = new() { LearningRate = 0.5f, Beta1 = 0.8f };
        model.OptimizerSettings = settings;

        model.Fit(Train, new() { Epochs = 2, LearningRate = LearningRate.Cosine(0.01f) });

        Assert.Equal(settings, model.OptimizerSettings);
    }

    [Fact]
    public void The_validation_loss_is_that_after_the_epoch()
    {
        using ModelHandle model = Create();

        TrainingHistory history = model.Fit(Train, new() { Epochs = 3, BatchSize = 8, Validation = Test });

        Assert.All(history.Epochs, epoch => Assert.NotNull(epoch.ValidationLoss));
        double expected = model.Evaluate(Test.Samples.Span);
        Assert.Equal(expected, history.Epochs[^1].ValidationLoss!.Value, 1e-5 * expected);
        Assert.NotEqual(history.Epochs[0].ValidationLoss, history.Epochs[1].ValidationLoss);
    }

    [Fact]
    public void Validation_does_not_change_the_training()
    {
        using ModelHandle with = Create();
        using ModelHandle without = Create();

        with.Fit(Train, new() { Epochs = 2, BatchSize = 8, Validation = Test });
        without.Fit(Train, new() { Epochs = 2, BatchSize = 8 });

        Assert.Equal(ModelParameters.Of(without).Bits(), ModelParameters.Of(with).Bits());
    }

    [Fact]
    public void Progress_reports_each_epochs_end()
    {
        using ModelHandle model = Create();
        var reports = new List<TrainingProgress>();

        TrainingHistory history = model.Fit(
            Train, new() { Epochs = 3, BatchSize = 8, Validation = Test, Progress = new Reporter(reports.Add) });

        TrainingProgress[] ends = [.. reports.Where(report => report.ValidationLoss is not null)];
        Assert.Equal([1, 2, 3], ends.Select(report => report.Epoch));
        Assert.Equal([7L, 14L, 21L], ends.Select(report => report.Step));
        Assert.All(reports, report => Assert.Equal((3, 21L), (report.Epochs, report.Steps)));
        Assert.Equal(history.Epochs.Select(epoch => epoch.ValidationLoss), ends.Select(report => report.ValidationLoss));
        Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), ends.Select(report => report.Loss));
    }

    [Fact]
    public void Cancellation_ends_the_training_between_two_steps()
    {
        using ModelHandle model = Create();
        using var source = new CancellationTokenSource();
        var steps = new List<long>();
        void Cancel(TrainingProgress progress)
        {
            steps.Add(progress.Step);
            source.Cancel();
        }

        var options = new FitOptions { Epochs = 1000, BatchSize = 8, Progress = new Reporter(Cancel), CancellationToken = source.Token };
        Assert.ThrowsAny<OperationCanceledException>(() => model.Fit(Train, options));

        // No step comes after the first report. Where that comes late in an epoch, the epoch's own may follow, of the same step.
        Assert.Single(steps.Distinct());
        Assert.True(double.IsFinite(model.Evaluate(Train.Samples.Span)));
        model.TrainStep(Train.Samples.Span);
    }

    [Fact]
    public void A_cancelled_token_takes_no_step()
    {
        using ModelHandle model = Create();
        int[] before = ModelParameters.Of(model).Bits();

        Assert.ThrowsAny<OperationCanceledException>(() => model.Fit(Train, new() { CancellationToken = new(canceled: true) }));

        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        using ModelHandle model = Create();
        int[] before = ModelParameters.Of(model).Bits();

        Refuse(new() { Epochs = 0 }, "Epochs");
        Refuse(new() { Epochs = -1 }, "Epochs");
        Refuse(new() { BatchSize = 0 }, "BatchSize");
        Refuse(new() { BatchSize = -5 }, "BatchSize");
        Refuse(new() { Validation = new(new float[7], 7) }, "Validation");
        Assert.ThrowsAny<ArgumentException>(() => model.Fit(new(new float[14], 7)));
        Assert.Throws<ArgumentNullException>(() => model.Fit(null!));
        Assert.Equal(before, ModelParameters.Of(model).Bits());

        void Refuse(FitOptions options, string name)
        {
            ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(() => model.Fit(Train, options));
            Assert.Contains(name, refusal.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Data_that_is_not_finite_is_refused()
    {
        using ModelHandle model = Create();
        float[] data = Train.Samples.ToArray();
        data[^1] = float.NaN;

        Assert.ThrowsAny<ArgumentException>(() => model.Fit(new(data, N), new() { Epochs = 1, BatchSize = Count }));
    }

    [Fact]
    public void Training_on_a_mapped_file_is_training_on_the_array()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "train.npy"), text = Path.Combine(folder.Path, "test.csv");
        NpyFile.Write(path, Train.Samples.Span, N);
        CsvFile.Write(text, Test.Samples.Span, N);
        using DataSet train = NpyFile.Open(path), test = CsvFile.Open(text);
        using ModelHandle fromFile = Create();
        using ModelHandle fromArray = Create();

        // A set that is disposed of meanwhile stays mapped until the training ends.
        TrainingHistory one = fromFile.Fit(
            train, new() { Epochs = 3, BatchSize = 16, Validation = test, Progress = new Reporter(_ => train.Dispose()) });
        TrainingHistory other = fromArray.Fit(Train, new() { Epochs = 3, BatchSize = 16, Validation = Test });

        Assert.Equal(ModelParameters.Of(fromArray).Bits(), ModelParameters.Of(fromFile).Bits());
        Assert.Equal(other.Epochs.Select(epoch => (epoch.Loss, epoch.ValidationLoss)), one.Epochs.Select(epoch => (epoch.Loss, epoch.ValidationLoss)));
        Assert.Throws<ObjectDisposedException>(() => fromFile.Fit(train));
    }

    private ModelHandle Create() => Create(CommonModels.Small, 1);
}
