namespace AeGen;

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were taken.</summary>
    Completed = 0,

    /// <summary>The loss no longer fell: <see cref="FitOptions.EarlyStopping"/>.</summary>
    EarlyStopping = 1,

    /// <summary><see cref="FitOptions.OnEpochEnd"/> asked for it.</summary>
    Callback = 2,

    /// <summary>The token in the options was cancelled.</summary>
    Cancellation = 3,

    /// <summary>A step's loss was not finite: the history is <see cref="LossDivergedException.History"/>.</summary>
    Divergence = 4,

    /// <summary>Rows that a right inverse needs became dependent: the history is <see cref="RankDeficientException.History"/>.</summary>
    RankDeficiency = 5,
}
