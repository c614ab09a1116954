using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using AeGen.Testing.Training;
using AeGen.Tests.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Tests.Training;

public sealed class EarlyStoppingTests(CpuTarget target) : EarlyStoppingTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    [Fact]
    public void Every_kind_of_decoder_can_be_restored()
    {
        foreach (string name in (ReadOnlySpan<string>)[CommonModels.LinearTied, CommonModels.LinearRightInverse, CommonModels.Probabilities])
        {
            using ModelHandle model = Create(name, 1);
            int size = model.Layers[0].Architecture.Inputs;
            var data = new DataSet(new Random(3).NextSingles(40 * size, 0, 1), size);
            var parameters = new List<int[]>();
            float[] reconstruction = new float[data.Samples.Length], expected = new float[data.Samples.Length];
            model.OptimizerSettings = new() { LearningRate = 0.01f };

            TrainingHistory history = model.Fit(data, new()
            {
                Epochs = 3,
                BatchSize = 16,
                EarlyStopping = new() { MinimumDelta = 100 },
                OnEpochEnd = (epoch, _) =>
                {
                    parameters.Add(ModelParameters.Of(model).Bits());
                    if (epoch.Epoch == 1)
                    {
                        model.Reconstruct(data.Samples.Span, expected);
                    }

                    return FitControl.Continue;
                },
            });
            model.Reconstruct(data.Samples.Span, reconstruction);

            Assert.Equal(1, history.BestEpoch);
            Assert.NotEqual(parameters[0], parameters[2]);
            Assert.Equal(parameters[0], ModelParameters.Of(model).Bits());
            Assert.Equal(expected, reconstruction);
        }
    }

    [Fact]
    public void Without_validation_data_the_training_loss_is_watched()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);

        TrainingHistory history = model.Fit(
            Train, new() { Epochs = 50, BatchSize = 8, EarlyStopping = new() { Patience = 2 }, OnEpochEnd = SpoilAfter(model, 3) });

        // The epoch's loss is that before its steps, so the first spoilt epoch begins well.
        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
        Assert.Equal(MonitoredLoss.Training, history.State!.Monitor);
        Assert.Equal(history.Epochs.MinBy(epoch => epoch.Loss)!.Epoch, history.BestEpoch);
        Assert.Equal(history.BestEpoch + 2, history.Epochs.Count);
    }

    [Fact]
    public void The_training_loss_can_be_watched_beside_validation_data()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);
        EarlyStopping stopping = new() { Patience = 1, Monitor = MonitoredLoss.Training };

        TrainingHistory history = model.Fit(Train, new()
        {
            Epochs = 50, BatchSize = 8, EarlyStopping = stopping, Validation = Test, OnEpochEnd = SpoilAfter(model, 3),
        });

        Assert.Equal(history.Epochs.MinBy(epoch => epoch.Loss)!.Epoch, history.BestEpoch);
        Assert.Equal(history.Epochs[history.BestEpoch!.Value - 1].Loss, history.State!.BestLoss);
    }

    [Fact]
    public void A_loss_that_is_better_by_less_than_the_least_difference_is_not_better()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);

        TrainingHistory history = model.Fit(Train, new()
        {
            Epochs = 50, BatchSize = 8, LearningRate = 1e-4f, Validation = Test, EarlyStopping = new() { Patience = 4, MinimumDelta = 0.5 },
        });

        Assert.Equal((TrainingEnd.EarlyStopping, 1, 5), (history.End, history.BestEpoch, history.Epochs.Count));
        Assert.True(history.Epochs[4].ValidationLoss < history.Epochs[0].ValidationLoss);
    }

    [Fact]
    public void Only_epochs_that_are_validated_count()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);

        TrainingHistory history = model.Fit(Train, new()
        {
            Epochs = 50, BatchSize = 8, Validation = Test, ValidateEvery = 3, EarlyStopping = new() { Patience = 2 },
            OnEpochEnd = SpoilAfter(model, 3),
        });

        Assert.Equal((TrainingEnd.EarlyStopping, 3, 9), (history.End, history.BestEpoch, history.Epochs.Count));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);

        Refuse("Patience", new() { Patience = 0 });
        Refuse("MinimumDelta", new() { MinimumDelta = -1 });
        Refuse("MinimumDelta", new() { MinimumDelta = double.NaN });
        Refuse("Monitor", new() { Monitor = (MonitoredLoss)7 });
        Refuse("validation", new() { Monitor = MonitoredLoss.Validation });

        void Refuse(string name, EarlyStopping stopping)
        {
            ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(() => model.Fit(Train, new() { EarlyStopping = stopping }));
            Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        }
    }
}
