using Microsoft.Extensions.Logging;

namespace AeGen;

/// <summary>What a training tells a logger.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(
        EventId = 1, Level = LogLevel.Information,
        Message = "Training {Model} on {Samples} samples: epochs {First} to {Epochs}, {Steps} steps of at most {BatchSize} samples each")]
    public static partial void Begin(ILogger logger, string model, int samples, int first, int epochs, int steps, int batchSize);

    [LoggerMessage(
        EventId = 2, Level = LogLevel.Information,
        Message = "Epoch {Epoch} of {Epochs}: loss {Loss}, learning rate {LearningRate}, {SamplesPerSecond:F0} samples/s")]
    public static partial void Epoch(ILogger logger, int epoch, int epochs, double loss, float learningRate, double samplesPerSecond);

    [LoggerMessage(
        EventId = 3, Level = LogLevel.Information,
        Message = "Epoch {Epoch} of {Epochs}: loss {Loss}, validation loss {ValidationLoss}, learning rate {LearningRate}, {SamplesPerSecond:F0} samples/s")]
    public static partial void ValidatedEpoch(
        ILogger logger, int epoch, int epochs, double loss, double validationLoss, float learningRate, double samplesPerSecond);

    [LoggerMessage(
        EventId = 4, Level = LogLevel.Information,
        Message = "The loss is on a plateau after epoch {Epoch}: the learning rate falls from {Before} to {After}")]
    public static partial void Plateau(ILogger logger, int epoch, float before, float after);

    [LoggerMessage(
        EventId = 5, Level = LogLevel.Information,
        Message = "Stopping early after epoch {Epoch}: {Losses} losses in a row were no better than {BestLoss} of epoch {BestEpoch}")]
    public static partial void StopEarly(ILogger logger, int epoch, int losses, double? bestLoss, int? bestEpoch);

    [LoggerMessage(
        EventId = 6, Level = LogLevel.Information,
        Message = "Training {Model} ended after {Epochs} epochs ({End}); the best was epoch {BestEpoch}")]
    public static partial void End(ILogger logger, string model, int epochs, TrainingEnd end, int? bestEpoch);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "The parameters of epoch {BestEpoch} have been restored")]
    public static partial void Restore(ILogger logger, int? bestEpoch);
}
