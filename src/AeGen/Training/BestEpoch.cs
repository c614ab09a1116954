namespace AeGen;

/// <summary>Which epoch was the best so far, and for how long none has been better.</summary>
internal sealed class BestEpoch
{
    private readonly EarlyStopping? stopping;

    /// <summary>Begins, or goes on from a state.</summary>
    /// <param name="stopping">What the caller asked for, or null.</param>
    /// <param name="monitor">Which loss is compared; not <see cref="MonitoredLoss.Automatic"/>.</param>
    /// <param name="state">The state to go on from, or null.</param>
    public BestEpoch(EarlyStopping? stopping, MonitoredLoss monitor, TrainingState? state)
    {
        this.stopping = stopping;
        Monitor = monitor;
        Epoch = state?.BestEpoch;
        Loss = state?.BestLoss;
        Waited = state?.EpochsWithoutImprovement ?? 0;
        Parameters = Keeps ? state?.BestParameters : null;
    }

    public MonitoredLoss Monitor { get; }

    /// <summary>The best epoch, from 1, or null.</summary>
    public int? Epoch { get; private set; }

    /// <summary>Its loss, or null.</summary>
    public double? Loss { get; private set; }

    /// <summary>Number of losses since that were no better.</summary>
    public int Waited { get; private set; }

    /// <summary>Its parameters, where they are kept.</summary>
    public TrainedParameters? Parameters { get; private set; }

    /// <summary>Whether the best parameters are kept, to be restored.</summary>
    public bool Keeps => stopping is { RestoreBest: true };

    /// <summary>Whether no loss has been better for as long as the caller waits.</summary>
    public bool IsExhausted => stopping is not null && Waited >= stopping.Patience;

    /// <summary>The monitored loss that options stand for.</summary>
    public static MonitoredLoss Resolve(FitOptions options)
    {
        MonitoredLoss asked = options.EarlyStopping?.Monitor ?? MonitoredLoss.Automatic;
        return asked != MonitoredLoss.Automatic ? asked
            : options.Validation is not null || options.ValidationSplit > 0 ? MonitoredLoss.Validation
            : MonitoredLoss.Training;
    }

    /// <summary>The loss by which an epoch is compared, or null where it was not measured.</summary>
    public double? LossOf(EpochRecord record) => Monitor == MonitoredLoss.Training ? record.Loss : record.ValidationLoss;

    /// <summary>Compares an epoch with the best.</summary>
    /// <param name="record">The epoch that has ended.</param>
    /// <param name="copy">Copies the parameters, which are now those of its end.</param>
    public void Observe(EpochRecord record, Func<TrainedParameters> copy)
    {
        if (LossOf(record) is not { } loss)
        {
            return;
        }

        if (loss < (Loss ?? double.PositiveInfinity) - (stopping?.MinimumDelta ?? 0))
        {
            (Epoch, Loss, Waited) = (record.Epoch, loss, 0);
            Parameters = Keeps ? copy() : null;
        }
        else
        {
            Waited++;
        }
    }

    /// <summary>Takes the model's own parameters for the best ones.</summary>
    public void Take(TrainedParameters parameters) => Parameters = parameters;
}
