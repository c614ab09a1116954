namespace AeGen;

/// <summary>Where a step stands in a training, for a <see cref="LearningRate"/> to go by.</summary>
/// <param name="Step">Number of steps taken before it, from 0.</param>
/// <param name="Steps">Number of steps of the whole training.</param>
/// <param name="StepsPerEpoch">Number of steps of an epoch.</param>
public readonly record struct StepPosition(long Step, long Steps, int StepsPerEpoch)
{
    /// <summary>Number of epochs finished before the step.</summary>
    public long Epoch => Step / Math.Max(1, StepsPerEpoch);
}
