using System.Globalization;
using AeGen.Testing.Harness;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Tests.Training;

/// <summary>What a history and a log say of a training.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void The_best_epoch_is_known_without_early_stopping()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);

        TrainingHistory history = model.Fit(Train, new() { Epochs = 6, BatchSize = 8, Validation = Test, OnEpochEnd = SpoilAfter(model, 4) });

        Assert.Equal((TrainingEnd.Completed, 4), (history.End, history.BestEpoch));
        Assert.Null(history.State!.BestParameters);
        Assert.All(history.Epochs, epoch => Assert.Null(epoch.GradientNorm));
    }

    [Fact]
    public void Comma_separated_values_read_back_to_the_same_numbers()
    {
        EpochRecord[] epochs =
        [
            new(1, 0.1 + 0.2, null, 0.1f, 12345.678901, TimeSpan.FromSeconds(1.5)),
            new(2, 1e-20, 1.0 / 3, 1e-9f, 1e12, TimeSpan.FromMilliseconds(1)) { GradientNorm = 2.5 },
        ];
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            string[] lines = new TrainingHistory(epochs).ToCsv().TrimEnd('\n').Split('\n');

            Assert.Equal("epoch,loss,validation_loss,learning_rate,gradient_norm,samples_per_second,seconds", lines[0]);
            Assert.Equal(3, lines.Length);
            for (int i = 0; i < epochs.Length; i++)
            {
                string[] fields = lines[i + 1].Split(',');
                Assert.Equal(7, fields.Length);
                Assert.Equal(epochs[i].Epoch, Number(fields[0]));
                Assert.Equal(epochs[i].Loss, Number(fields[1]));
                Assert.Equal(epochs[i].ValidationLoss, Number(fields[2]));
                Assert.Equal(epochs[i].LearningRate, (float)Number(fields[3])!.Value);
                Assert.Equal(epochs[i].GradientNorm, Number(fields[4]));
                Assert.Equal(epochs[i].SamplesPerSecond, Number(fields[5]));
                Assert.Equal(epochs[i].Duration.TotalSeconds, Number(fields[6]));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        static double? Number(string field) => field.Length == 0 ? null : double.Parse(field, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_logger_gets_the_begin_each_epoch_and_the_end()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        var logger = new ListLogger();

        TrainingHistory history = model.Fit(Train, new() { Epochs = 3, BatchSize = 8, Validation = Test, ValidateEvery = 2, Logger = logger });

        Assert.Equal(["Begin", "Epoch", "ValidatedEpoch", "Epoch", "End"], logger.Names);
        Assert.Contains($"Training {CommonModels.Small} on {Count} samples: epochs 1 to 3, 7 steps", logger.Lines[0], StringComparison.Ordinal);
        Assert.Contains($"Epoch 1 of 3: loss {history.Epochs[0].Loss.ToString(CultureInfo.InvariantCulture)}", logger.Lines[1], StringComparison.Ordinal);
        Assert.Contains($"validation loss {history.Epochs[1].ValidationLoss!.Value.ToString(CultureInfo.InvariantCulture)}", logger.Lines[2], StringComparison.Ordinal);
        Assert.Contains("ended after 3 epochs (Completed)", logger.Lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_logger_gets_plateaus_and_early_stops()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        var logger = new ListLogger();

        // No loss is better than the first by a half.
        TrainingHistory history = model.Fit(Train, new()
        {
            Epochs = 9,
            BatchSize = 8,
            LearningRate = LearningRate.ReduceOnPlateau(1e-3f, 0.5f, patience: 1, threshold: 0.5),
            EarlyStopping = new() { Patience = 4, MinimumDelta = 100 },
            Logger = logger,
        });

        Assert.Equal(["Begin", "Epoch", "Epoch", "Epoch", "Plateau", "Epoch", "Epoch", "Plateau", "StopEarly", "Restore", "End"], logger.Names);
        Assert.Contains("after epoch 3: the learning rate falls from 0.001 to 0.0005", logger.Lines[4], StringComparison.Ordinal);
        Assert.Contains("after epoch 5: 4 losses in a row were no better than", logger.Lines[8], StringComparison.Ordinal);
        Assert.Equal([1e-3f, 1e-3f, 1e-3f, 5e-4f, 5e-4f], history.Epochs.Select(epoch => epoch.LearningRate));
    }
}
