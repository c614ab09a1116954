namespace AeGen;

/// <summary>What a training measured, epoch by epoch.</summary>
/// <param name="Epochs">One record an epoch, in order.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochRecord> Epochs)
{
    /// <summary>The last epoch's mean training loss, per element.</summary>
    public double FinalLoss => Epochs[^1].Loss;
}

/// <summary>What one epoch measured.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">Mean of the training loss over the epoch's samples, each taken before its step; per element.</param>
/// <param name="ValidationLoss">Loss on the validation data after the epoch, per element; null without such data.</param>
/// <param name="LearningRate">Learning rate of the epoch's last step.</param>
/// <param name="SamplesPerSecond">Training samples per second, validation not counted.</param>
/// <param name="Duration">Time that the epoch took, validation included.</param>
public sealed record EpochRecord(
    int Epoch, double Loss, double? ValidationLoss, float LearningRate, double SamplesPerSecond, TimeSpan Duration);
