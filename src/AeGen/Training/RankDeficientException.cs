namespace AeGen;

/// <summary>Thrown where a right inverse is needed of a weight matrix whose rows are dependent to working precision. Nothing has been changed.</summary>
public sealed class RankDeficientException : ArithmeticException
{
    /// <summary>Makes the exception with a message that names no layer.</summary>
    public RankDeficientException()
        : base("The rows of a weight matrix are linearly dependent: it has no right inverse.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public RankDeficientException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public RankDeficientException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// What the training measured that this ended: the finished epochs, the best of them, and the state from which another one
    /// may go on, with another learning rate say. Null where a single step or another call threw it.
    /// </summary>
    public TrainingHistory? History { get; internal set; }
}
