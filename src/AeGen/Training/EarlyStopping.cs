namespace AeGen;

/// <summary>When a training ends before its last epoch, and with which parameters.</summary>
public sealed record EarlyStopping
{
    /// <summary>
    /// The training ends after so many losses in a row that are not better than the best, at least 1. Where validation is not measured in every
    /// epoch, only the epochs count in which it is. Default: 10. <see cref="int.MaxValue"/> never ends a training, and leaves
    /// <see cref="RestoreBest"/>.
    /// </summary>
    public int Patience { get; init; } = 10;

    /// <summary>A loss is better if it is below the best so far by more than this. Finite, at least 0. Default: 0.</summary>
    public double MinimumDelta { get; init; }

    /// <summary>
    /// Whether the model has the best epoch's weights and biases when <c>Fit</c> returns, however the training ended, or when it is cancelled; not
    /// where another exception ends it. The optimizer's moments stay those of the last step. It takes the memory of a copy of the weights and
    /// biases, and of a second one at the end where the last epoch was not the best. Default: true.
    /// </summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>Which loss is compared. Default: the validation loss where there is one, and the training loss otherwise.</summary>
    public MonitoredLoss Monitor { get; init; }
}
