namespace AeGen;

/// <summary>
/// All that a training knows at an epoch's end beside the model itself. With it in <see cref="FitOptions.ResumeFrom"/>, and the model as it was then,
/// a training goes on to the bits that it would have come to without a break.
/// </summary>
/// <remarks>
/// The model's part are its weights, biases and <see cref="OptimizerSettings"/>, the optimizer's moments, and the number of steps that they come from.
/// A model that has not been changed since still has them, but for the weights and biases where the best ones have been restored: then
/// <see cref="Parameters"/> has those of the last epoch. The order of an epoch's samples follows from the seed and the epoch.
/// </remarks>
public sealed record TrainingState
{
    /// <summary>The finished epochs, in order.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>Number of steps taken in them.</summary>
    public required long Step { get; init; }

    /// <summary>Number of samples that an epoch visits: all but those of <see cref="FitOptions.ValidationSplit"/>.</summary>
    public required int Samples { get; init; }

    /// <summary><see cref="FitOptions.BatchSize"/>.</summary>
    public required int BatchSize { get; init; }

    /// <summary><see cref="FitOptions.Shuffle"/>.</summary>
    public required bool Shuffle { get; init; }

    /// <summary><see cref="FitOptions.Seed"/>.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Which loss <see cref="BestLoss"/> is: never <see cref="MonitoredLoss.Automatic"/>.</summary>
    public required MonitoredLoss Monitor { get; init; }

    /// <summary>The epoch, from 1, whose loss was the best; null while none was measured.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Its loss, per element; null while none was measured.</summary>
    public double? BestLoss { get; init; }

    /// <summary>Number of losses in a row, up to the last, that were not better than the best.</summary>
    public int EpochsWithoutImprovement { get; init; }

    /// <summary>What <see cref="LearningRate.ReduceOnPlateau"/> remembers; null for other schedules, and before the first loss.</summary>
    public PlateauState? Plateau { get; init; }

    /// <summary>The best epoch's parameters, where <see cref="EarlyStopping.RestoreBest"/> asks for them, or null.</summary>
    public TrainedParameters? BestParameters { get; init; }

    /// <summary>The last epoch's parameters, where the model no longer has them because the best ones were restored, or null.</summary>
    public TrainedParameters? Parameters { get; init; }
}
