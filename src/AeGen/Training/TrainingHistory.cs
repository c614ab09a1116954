using System.Globalization;
using System.Text;

namespace AeGen;

/// <summary>What a training measured, epoch by epoch.</summary>
/// <param name="Epochs">One record an epoch, in order; of a training that was resumed, those before too.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochRecord> Epochs)
{
    /// <summary>The last epoch's mean training loss, per element; NaN where no epoch was finished.</summary>
    public double FinalLoss => Epochs.Count > 0 ? Epochs[^1].Loss : double.NaN;

    /// <summary>Why the training ended.</summary>
    public TrainingEnd End { get; init; }

    /// <summary>
    /// The epoch, from 1, whose loss was the best, by the loss and the least difference that <see cref="FitOptions.EarlyStopping"/> names: the
    /// validation loss where there is one, and the training loss otherwise. Null where none was measured.
    /// </summary>
    public int? BestEpoch { get; init; }

    /// <summary>
    /// What <see cref="FitOptions.ResumeFrom"/> takes to go on after the last finished epoch. The steps of an epoch that was cancelled are not part of
    /// it: they are in the model, and a resumed training takes that epoch again.
    /// </summary>
    public TrainingState? State { get; init; }

    /// <summary>
    /// The epochs as comma-separated values, a line each below the names of the columns, numbers with a point and digits enough to read them back
    /// exactly; what was not measured is empty.
    /// </summary>
    public string ToCsv()
    {
        var text = new StringBuilder("epoch,loss,validation_loss,learning_rate,gradient_norm,samples_per_second,seconds\n");
        foreach (EpochRecord epoch in Epochs)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{epoch.Epoch},{epoch.Loss},{epoch.ValidationLoss},{epoch.LearningRate},{epoch.GradientNorm},{epoch.SamplesPerSecond},{epoch.Duration.TotalSeconds}\n");
        }

        return text.ToString();
    }
}

/// <summary>What one epoch measured.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">Mean of the training loss over the epoch's samples, each taken before its step; per element.</param>
/// <param name="ValidationLoss">Loss on the validation data after the epoch, per element; null where it was not measured.</param>
/// <param name="LearningRate">Learning rate of the epoch's last step.</param>
/// <param name="SamplesPerSecond">Training samples per second, validation not counted.</param>
/// <param name="Duration">Time that the epoch took, validation included.</param>
public sealed record EpochRecord(
    int Epoch, double Loss, double? ValidationLoss, float LearningRate, double SamplesPerSecond, TimeSpan Duration)
{
    /// <summary>
    /// Mean over the epoch's steps of the Euclidean norm of the whole gradient, of all weights and biases, before it is clipped and before weight decay;
    /// null where neither <see cref="FitOptions.MeasureGradientNorm"/> nor <see cref="OptimizerSettings.ClipNorm"/> asked for it.
    /// </summary>
    public double? GradientNorm { get; init; }
}
