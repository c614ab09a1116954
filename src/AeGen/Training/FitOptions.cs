namespace AeGen;

/// <summary>What <c>Fit</c> does beyond the declaration.</summary>
public sealed record FitOptions
{
    /// <summary>Number of passes over the training data, at least 1. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Number of samples in a step, at least 1; the last step of an epoch takes what is left. Default: 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The learning rate over the steps; null keeps the model's <see cref="OptimizerSettings.LearningRate"/> throughout.</summary>
    public LearningRate? LearningRate { get; init; }

    /// <summary>Whether each epoch visits the samples in an order of its own. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed from which the orders are drawn. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Data on which the loss is measured after each epoch, or null.</summary>
    public DataSet? Validation { get; init; }

    /// <summary>The device that trains and validates, or null, the default, for the CPU.</summary>
    public ComputeDevice? Device { get; init; }

    /// <summary>Receives a report after each epoch and, in between, some ten times a second; or null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Ends the training between two steps with an <see cref="OperationCanceledException"/>; the model keeps the steps taken.</summary>
    public CancellationToken CancellationToken { get; init; }
}
