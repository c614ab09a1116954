namespace AeGen;

/// <summary>By which loss epochs are compared.</summary>
public enum MonitoredLoss
{
    /// <summary>The validation loss where there is validation data, and the training loss otherwise.</summary>
    Automatic = 0,

    /// <summary>The training loss, which is the mean over the epoch's steps, each before it was taken.</summary>
    Training = 1,

    /// <summary>The validation loss, in the epochs in which it is measured.</summary>
    Validation = 2,
}
