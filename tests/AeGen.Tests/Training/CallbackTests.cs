using AeGen.Testing.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Tests.Training;

/// <summary>What a callback sees, and what it may do.</summary>
public sealed class CallbackTests
{
    private static readonly FitOptions Options = new() { Epochs = 6, BatchSize = 8 };

    [Fact]
    public void A_callback_sees_each_epochs_record_and_state()
    {
        using ModelHandle model = Create();
        var records = new List<EpochRecord>();
        var states = new List<TrainingState>();

        TrainingHistory history = model.Fit(Train, Options with
        {
            OnEpochEnd = (record, state) =>
            {
                records.Add(record);
                states.Add(state);
                return FitControl.Continue;
            },
        });

        Assert.Equal(history.Epochs, records);
        Assert.Equal([7L, 14L, 21L, 28L, 35L, 42L], states.Select(state => state.Step));
        Assert.Equal([1, 2, 3, 4, 5, 6], states.Select(state => state.Epochs.Count));
        Assert.Equal(TrainingEnd.Completed, history.End);
    }

    [Fact]
    public void A_callback_can_stop_the_training()
    {
        using ModelHandle model = Create();
        using ModelHandle expected = Create();

        TrainingHistory history = model.Fit(
            Train, Options with { OnEpochEnd = (record, _) => record.Epoch == 2 ? FitControl.Stop : FitControl.Continue });
        expected.Fit(Train, Options with { Epochs = 2 });

        Assert.Equal((TrainingEnd.Callback, 2), (history.End, history.Epochs.Count));
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void An_exception_in_a_callback_ends_the_training_and_the_steps_stay()
    {
        using ModelHandle model = Create();
        using ModelHandle expected = Create();
        var thrown = new FormatException("from the callback");

        Exception caught = Assert.Throws<FormatException>(
            () => model.Fit(Train, Options with { EarlyStopping = new(), OnEpochEnd = (record, _) => record.Epoch == 2 ? throw thrown : FitControl.Continue }));
        expected.Fit(Train, Options with { Epochs = 2 });

        Assert.Same(thrown, caught);
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
        model.TrainStep(Train.Samples.Span);
    }

    [Fact]
    public void A_callback_may_read_the_model_and_not_change_it()
    {
        using ModelHandle model = Create();
        using ModelHandle expected = Create();
        float[] weights = model.Layers[0].GetWeights();
        var losses = new List<double>();

        TrainingHistory history = model.Fit(Train, Options with
        {
            Validation = Test,
            OnEpochEnd = (_, _) =>
            {
                losses.Add(model.Evaluate(Test.Samples.Span));
                Parallel.For(0, 8, _ => model.Reconstruct(Test.Samples.Span, new float[Test.Samples.Length]));
                Assert.Throws<InvalidOperationException>(() => model.TrainStep(Train.Samples.Span));
                Assert.Throws<InvalidOperationException>(() => model.Fit(Train, Options));
                Assert.Throws<InvalidOperationException>(() => model.Layers[0].SetWeights(weights));
                Assert.Throws<InvalidOperationException>(model.Dispose);
                return FitControl.Continue;
            },
        });
        expected.Fit(Train, Options);

        Assert.Equal(history.Epochs.Select(epoch => epoch.ValidationLoss!.Value), losses);
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void The_training_waits_for_readers_that_a_callback_left_behind()
    {
        using ModelHandle model = Create();
        using var reading = new ManualResetEventSlim();
        Task? reader = null;
        model.Fit(Train, Options with
        {
            OnEpochEnd = (record, _) =>
            {
                if (record.Epoch == 1)
                {
                    reader = Task.Run(() =>
                    {
                        // Some reads fall into the callback's time; those after it are refused.
                        for (int i = 0; i < 100; i++)
                        {
                            model.Reconstruct(Test.Samples.Span, new float[Test.Samples.Length]);
                            reading.Set();
                        }
                    });
                    reading.Wait();
                }

                return FitControl.Continue;
            },
        });

        Exception? refusal = Record.Exception(() => reader!.GetAwaiter().GetResult());
        Assert.True(refusal is null or InvalidOperationException, $"{refusal}");
        model.TrainStep(Train.Samples.Span);
    }

    [Fact]
    public void Settings_that_a_callback_changes_hold_from_the_next_epoch()
    {
        using ModelHandle model = Create();
        using ModelHandle expected = Create();
        OptimizerSettings first = new() { LearningRate = 0.01f }, second = new() { LearningRate = 0.002f, Beta1 = 0.5f, WeightDecay = 0.1f };
        model.OptimizerSettings = expected.OptimizerSettings = first;

        TrainingHistory history = model.Fit(Train, Options with
        {
            Shuffle = false,
            OnEpochEnd = (record, _) =>
            {
                model.OptimizerSettings = record.Epoch == 2 ? second : model.OptimizerSettings;
                return FitControl.Continue;
            },
        });
        expected.Fit(Train, Options with { Epochs = 2, Shuffle = false });
        expected.OptimizerSettings = second;
        expected.Fit(Train, Options with { Epochs = 4, Shuffle = false });

        Assert.Equal([0.01f, 0.01f, 0.002f, 0.002f, 0.002f, 0.002f], history.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void Settings_that_change_between_two_trainings_take_effect()
    {
        using ModelHandle changed = Create();
        using ModelHandle unchanged = Create();
        changed.Fit(Train, Options);
        unchanged.Fit(Train, Options);
        int[] before = ModelParameters.Of(changed).Bits();
        changed.OptimizerSettings = changed.OptimizerSettings with { LearningRate = 0 };

        changed.Fit(Train, Options);
        unchanged.Fit(Train, Options);

        Assert.Equal(before, ModelParameters.Of(changed).Bits());
        Assert.NotEqual(before, ModelParameters.Of(unchanged).Bits());
    }

    private static ModelHandle Create() => CommonModels.Library.Create(CommonModels.Small, 1);
}
