using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AeGen.Runtime;

/// <summary>
/// The epochs of a training and everything that happens between them. All that it knows at an epoch's end is a <see cref="TrainingState"/>.
/// </summary>
internal sealed class TrainingLoop
{
    private readonly FitOptions options;
    private readonly SampleDivision division;
    private readonly ITrainee trainee;
    private readonly string model;
    private readonly FitRun run;
    private readonly BestEpoch best;
    private readonly List<EpochRecord> epochs;
    private readonly ILogger logger;
    private int saved;

    /// <summary>Gets ready, and brings the parameters to where the state to resume from has them.</summary>
    /// <param name="options">What the caller asked for, checked.</param>
    /// <param name="division">The samples.</param>
    /// <param name="trainee">What is trained.</param>
    /// <param name="model">The model's name.</param>
    public TrainingLoop(FitOptions options, SampleDivision division, ITrainee trainee, string model)
    {
        this.options = options;
        this.division = division;
        this.trainee = trainee;
        this.model = model;
        TrainingState? state = options.ResumeFrom;
        run = new FitRun(options, trainee.Batches);
        best = new BestEpoch(options.EarlyStopping, BestEpoch.Resolve(options), state);
        epochs = [.. state?.Epochs ?? []];
        logger = options.Logger ?? NullLogger.Instance;
        saved = options.Checkpoints?.FindNewest() ?? 0;
        if (state?.Parameters is { } parameters)
        {
            trainee.Restore(parameters);
        }

        if (best is { Keeps: true, Epoch: { } epoch, Parameters: null } && epoch == epochs.Count)
        {
            best.Take(trainee.Copy());
        }
    }

    /// <summary>Trains.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the options say that this is an exception.</exception>
    public TrainingHistory Run()
    {
        TrainingLog.Begin(logger, model, division.Count, epochs.Count + 1, options.Epochs, run.StepsAnEpoch, options.BatchSize);
        TrainingEnd end;
        try
        {
            end = RunEpochs();
        }
        catch (LossDivergedException failure)
        {
            failure.History = Conclude(TrainingEnd.Divergence);
            throw;
        }
        catch (RankDeficientException failure)
        {
            failure.History = Conclude(TrainingEnd.RankDeficiency);
            throw;
        }

        if (IsAtEpochsEnd)
        {
            SaveCheckpoint();
        }

        TrainingHistory history = Conclude(end);
        return end == TrainingEnd.Cancellation && options.ThrowOnCancellation
            ? throw new OperationCanceledException(options.CancellationToken)
            : history;
    }

    /// <summary>Gives the model the parameters that it is to have, however the training ended.</summary>
    /// <returns>What has been measured until then.</returns>
    private TrainingHistory Conclude(TrainingEnd end)
    {
        // A device counts a stretch's steps when all are done: one that failed among them has moved on from the epoch's end all the same.
        bool failed = end is TrainingEnd.Divergence or TrainingEnd.RankDeficiency;
        TrainedParameters? last = RestoreBest(isAtEpochsEnd: IsAtEpochsEnd && !failed);
        TrainingLog.End(logger, model, epochs.Count, end, best.Epoch);
        TrainingState state = StateWith(last);
        return new TrainingHistory(state.Epochs) { End = end, BestEpoch = best.Epoch, State = state };
    }

    private TrainingEnd RunEpochs()
    {
        int[] order = new int[division.Count];
        while (epochs.Count < options.Epochs)
        {
            if (best.IsExhausted)
            {
                TrainingLog.StopEarly(logger, epochs.Count, best.Waited, best.Loss, best.Epoch);
                return TrainingEnd.EarlyStopping;
            }

            int epoch = epochs.Count + 1;
            division.WriteOrder(epoch, order);
            run.BeginEpoch(epoch);
            if (!trainee.TryRunEpoch(order, run, out double lossSum))
            {
                return TrainingEnd.Cancellation;
            }

            EpochRecord record = EndEpoch(epoch, lossSum / division.Count);
            bool stops = options.OnEpochEnd is { } callback && trainee.Ask(callback, record, StateWith(null)) == FitControl.Stop;
            if (epoch % options.CheckpointEvery == 0)
            {
                // After the callback, whose changes to the settings are for the epochs to come.
                SaveCheckpoint();
            }

            if (stops)
            {
                return TrainingEnd.Callback;
            }
        }

        return TrainingEnd.Completed;
    }

    private EpochRecord EndEpoch(int epoch, double loss)
    {
        double samplesPerSecond = run.SamplesPerSecond;
        bool validates = options.Validation is not null || division.Validated.Length > 0;
        double? validation = validates && epoch % options.ValidateEvery == 0 ? trainee.Validate() : null;
        EpochRecord record = run.EndEpoch(loss, validation, samplesPerSecond);
        epochs.Add(record);
        best.Observe(record, trainee.Copy);
        Log(record);
        if ((validates ? validation : loss) is { } watched && run.Observe(watched) is ({ } before, { } after))
        {
            TrainingLog.Plateau(logger, epoch, before, after);
        }

        return record;
    }

    /// <summary>Saves the last epoch's checkpoint, if the options ask for any and it is not there yet.</summary>
    private void SaveCheckpoint()
    {
        if (options.Checkpoints is { } folder && epochs.Count > saved)
        {
            folder.Save(epochs.Count, best.LossOf(epochs[^1]) ?? double.NaN, path => trainee.Save(path, StateWith(null)));
            saved = epochs.Count;
        }
    }

    private void Log(EpochRecord record)
    {
        if (record.ValidationLoss is { } validation)
        {
            TrainingLog.ValidatedEpoch(
                logger, record.Epoch, options.Epochs, record.Loss, validation, record.LearningRate, record.SamplesPerSecond);
        }
        else
        {
            TrainingLog.Epoch(logger, record.Epoch, options.Epochs, record.Loss, record.LearningRate, record.SamplesPerSecond);
        }
    }

    /// <summary>Gives the model the best epoch's parameters, if that was asked for and it has others.</summary>
    /// <returns>The last epoch's parameters, if the model had them and has them no longer.</returns>
    private TrainedParameters? RestoreBest(bool isAtEpochsEnd)
    {
        if (best.Parameters is null || (isAtEpochsEnd && best.Epoch == epochs.Count))
        {
            return null;
        }

        TrainedParameters? last = isAtEpochsEnd ? trainee.Copy() : null;
        trainee.Restore(best.Parameters);
        TrainingLog.Restore(logger, best.Epoch);
        return last;
    }

    /// <summary>Number of steps in the finished epochs.</summary>
    private long StepsTaken => (long)epochs.Count * run.StepsAnEpoch;

    /// <summary>Whether no step has been taken since the last epoch's end.</summary>
    private bool IsAtEpochsEnd => run.Step == StepsTaken;

    private TrainingState StateWith(TrainedParameters? parameters) => new()
    {
        Epochs = [.. epochs],
        Step = StepsTaken,
        Samples = division.Count,
        BatchSize = options.BatchSize,
        Shuffle = options.Shuffle,
        Seed = options.Seed,
        Monitor = best.Monitor,
        BestEpoch = best.Epoch,
        BestLoss = best.Loss,
        EpochsWithoutImprovement = best.Waited,
        Plateau = run.Plateau,
        BestParameters = best.Parameters,
        Parameters = parameters,
    };
}
