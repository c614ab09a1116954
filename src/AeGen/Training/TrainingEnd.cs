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
}
