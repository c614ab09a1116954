using System.Diagnostics;

namespace AeGen.Bench.Gpu;

/// <summary>
/// Times the epochs of a call of <c>Fit</c> from the end of the first one: before that the data set goes to the device, and the stretches between
/// two looks of the host are still short.
/// </summary>
/// <param name="stepsAnEpoch">Number of steps of an epoch.</param>
internal sealed class EpochClock(int stepsAnEpoch) : IProgress<TrainingProgress>
{
    private long begin;
    private long end;

    /// <summary>The time from the end of the first epoch to the end of the last, with all that the host does in between.</summary>
    public TimeSpan AfterFirst => Stopwatch.GetElapsedTime(begin, end);

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        end = Stopwatch.GetTimestamp();
        if (value.Step == stepsAnEpoch)
        {
            begin = end;
        }
    }
}
