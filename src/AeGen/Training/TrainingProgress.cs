namespace AeGen;

/// <summary>Where a training stands.</summary>
/// <param name="Epoch">The epoch under way, from 1.</param>
/// <param name="Epochs">Number of epochs of the whole training.</param>
/// <param name="Step">Number of steps taken.</param>
/// <param name="Steps">Number of steps of the whole training.</param>
/// <param name="Loss">Mean training loss of this epoch so far, per element.</param>
/// <param name="ValidationLoss">Validation loss after this epoch, per element; null before its end or without validation data.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="SamplesPerSecond">Training samples per second of this epoch so far.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, long Step, long Steps, double Loss, double? ValidationLoss, float LearningRate, double SamplesPerSecond);
