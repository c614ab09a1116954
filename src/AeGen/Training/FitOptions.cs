using Microsoft.Extensions.Logging;

namespace AeGen;

/// <summary>What <c>Fit</c> does beyond the declaration.</summary>
public sealed record FitOptions
{
    /// <summary>Number of passes over the training data, at least 1; those before <see cref="ResumeFrom"/> count. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// Number of samples in a step, at least 1; the last step of an epoch takes what is left. A model with a <see
    /// cref="BatchNormAttribute"/> takes at least 2, and the step before takes what is left along with its own where that is half a batch
    /// or less. Default: 128.
    /// </summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The learning rate over the steps; null keeps the model's <see cref="OptimizerSettings.LearningRate"/> throughout.</summary>
    public LearningRate? LearningRate { get; init; }

    /// <summary>Whether each epoch visits the samples in an order of its own. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed from which the orders and <see cref="ValidationSplit"/> are drawn. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Data on which the loss is measured after an epoch, or null.</summary>
    public DataSet? Validation { get; init; }

    /// <summary>
    /// The share of the training data, at least 0 and below 1, that is not trained on but validated on, in place of <see cref="Validation"/>. The
    /// samples are drawn by the seed, where Keras takes the last ones, and are those of the test set of <see cref="DataSet.Split"/> with a fraction
    /// of 1 less the share; nothing is copied. Default: 0.
    /// </summary>
    public double ValidationSplit { get; init; }

    /// <summary>Validation is measured after every so many epochs, at least 1. Default: 1.</summary>
    public int ValidateEvery { get; init; } = 1;

    /// <summary>
    /// Whether <see cref="EpochRecord.GradientNorm"/> is measured. Each step then takes its gradient to memory and back. Default: false.
    /// </summary>
    public bool MeasureGradientNorm { get; init; }

    /// <summary>When the training ends before its last epoch, and whether it gives the best epoch's parameters back; null for never and not.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>The device that trains and validates, or null, the default, for the CPU.</summary>
    public ComputeDevice? Device { get; init; }

    /// <summary>Receives a report after each epoch and, in between, some ten times a second; or null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// Called after each epoch with its record and the training's state; says whether to go on. Meanwhile the model may be read, from any thread
    /// (Evaluate, Reconstruct, weights), and its <see cref="OptimizerSettings"/> replaced for the epochs to come; where <see cref="LearningRate"/>
    /// is set, that goes on to give the rate. An exception ends the training and reaches the caller of <c>Fit</c>; the model keeps the steps taken.
    /// </summary>
    public Func<EpochRecord, TrainingState, FitControl>? OnEpochEnd { get; init; }

    /// <summary>
    /// Receives a line at the begin and the end of the training, at each epoch's end, and where a plateau is met or the training stopped early, all at
    /// the level of information; or null.
    /// </summary>
    public ILogger? Logger { get; init; }

    /// <summary>
    /// Ends the training between two steps. The model then has the best epoch's parameters if <see cref="EarlyStopping.RestoreBest"/> asks for them and
    /// an epoch was measured; otherwise it keeps the steps taken.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Whether a cancelled training ends with an <see cref="OperationCanceledException"/>, and not with its history. Default: true.</summary>
    public bool ThrowOnCancellation { get; init; } = true;

    /// <summary>
    /// A folder in which the training saves checkpoints, or null. Each holds the model with its <c>Scaling</c> and <c>Threshold</c>, the optimizer's state and
    /// settings, and the training's state: all that is needed to go on after its epoch to the same bits. What hinders a save ends the training with its
    /// exception, and the model keeps the steps taken.
    /// </summary>
    public CheckpointFolder? Checkpoints { get; init; }

    /// <summary>
    /// A checkpoint is saved after every so many epochs, at least 1, when <see cref="OnEpochEnd"/> has returned; and after the last epoch, unless the
    /// training is cancelled or fails within the one that follows. Default: 1.
    /// </summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>
    /// Whether the training goes on from the newest complete checkpoint in the folder of <see cref="Checkpoints"/>, if there is one: the model becomes what
    /// it was then, its settings included, and what is to be the same is that of <see cref="ResumeFrom"/>. A program that is stopped at any moment and
    /// started again then comes to the bits of one that is not. Where it is false, a folder with checkpoints of later epochs is refused. Default: false.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// The state of an earlier training that this one goes on from, or null. The data, <see cref="BatchSize"/>, <see cref="Shuffle"/>,
    /// <see cref="Seed"/> and <see cref="ValidationSplit"/> are the same as then; <see cref="Epochs"/> may be more, and schedules that run over the
    /// whole training then go by the new number.
    /// </summary>
    public TrainingState? ResumeFrom { get; init; }
}
