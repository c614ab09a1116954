namespace AeGen;

/// <summary>Thrown by a training step whose loss is not a finite number. The step has changed nothing.</summary>
public sealed class LossDivergedException : ArithmeticException
{
    /// <summary>Makes the exception with a message that names no step.</summary>
    public LossDivergedException()
        : base("The loss is not finite.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public LossDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public LossDivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// What the training measured that this ended: the finished epochs, the best of them, and the state from which another one
    /// may go on, with another learning rate say. Null where a single step or another call threw it.
    /// </summary>
    public TrainingHistory? History { get; internal set; }
}
