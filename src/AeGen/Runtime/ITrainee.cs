namespace AeGen.Runtime;

/// <summary>One network on one device with its data, as the loop of epochs sees it.</summary>
internal interface ITrainee
{
    /// <summary>How an epoch is cut into steps.</summary>
    Batches Batches { get; }

    /// <summary>Takes an epoch's steps.</summary>
    /// <param name="order">Which samples it visits, in which order.</param>
    /// <param name="run">Where the training stands.</param>
    /// <param name="lossSum">The sum of the steps' mean losses per element, each times its number of samples.</param>
    /// <returns>Whether all steps were taken: otherwise the training was cancelled.</returns>
    bool TryRunEpoch(int[] order, FitRun run, out double lossSum);

    /// <summary>The mean loss per element of the validation data.</summary>
    double Validate();

    /// <summary>A copy of the parameters.</summary>
    TrainedParameters Copy();

    /// <summary>Sets the parameters.</summary>
    void Restore(TrainedParameters parameters);

    /// <summary>Saves a checkpoint.</summary>
    void Save(string path, TrainingState state);

    /// <summary>Asks the callback whether to go on, while the network may be read.</summary>
    FitControl Ask(Func<EpochRecord, TrainingState, FitControl> callback, EpochRecord record, TrainingState state);
}
