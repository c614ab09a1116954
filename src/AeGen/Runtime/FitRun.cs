using System.Diagnostics;

namespace AeGen.Runtime;

/// <summary>Where a call of <c>Fit</c> stands.</summary>
/// <param name="options">What the caller asked for.</param>
/// <param name="batches">How an epoch is cut.</param>
internal sealed class FitRun(FitOptions options, Batches batches)
{
    /// <summary>Steps of a device's first stretch: few, since nobody knows yet how long they take.</summary>
    private const int FirstStretch = 16;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    private TimeSpan reported;
    private TimeSpan epochStart;
    private double normSum;
    private int norms;

    public FitOptions Options { get; } = options;

    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    public Batches Batches { get; } = batches;

    public int StepsAnEpoch => Batches.Count;

    public long Steps => (long)StepsAnEpoch * Options.Epochs;

    /// <summary>The epoch under way, from 1.</summary>
    public int Epoch { get; private set; }

    /// <summary>Number of steps taken, those before a resumption included.</summary>
    public long Step { get; private set; } = options.ResumeFrom?.Step ?? 0;

    /// <summary>What the learning rate's schedule remembers, or null.</summary>
    public PlateauState? Plateau { get; private set; } = options.ResumeFrom?.Plateau;

    /// <summary>The last step's learning rate.</summary>
    public float Rate { get; private set; }

    /// <summary>Number of steps that a device takes before the host looks again: about as many as take a tenth of a second.</summary>
    public int Stretch { get; private set; } = FirstStretch;

    /// <summary>Whether somebody waits for a report and it is time for one.</summary>
    public bool IsReportDue => Options.Progress is not null && Clock.Elapsed - reported >= ReportInterval;

    public void BeginEpoch(int epoch)
    {
        Epoch = epoch;
        epochStart = Clock.Elapsed;
        (normSum, norms) = (0, 0);
    }

    /// <summary>The learning rate of a step, counted over all epochs.</summary>
    public float RateAt(long step, float fallback) => Options.LearningRate?.At(Position(step), Plateau) ?? fallback;

    /// <summary>Shows the schedule an epoch's loss, after the epoch.</summary>
    /// <returns>The rates before and after, if it was lowered by that, or null.</returns>
    public (float Before, float After)? Observe(double loss)
    {
        if (Options.LearningRate is not { } schedule)
        {
            return null;
        }

        PlateauState? before = Plateau;
        Plateau = schedule.Observe(Position(Step), loss, before);
        return Plateau is not null && before is not null && Plateau.Rate < before.Rate ? (before.Rate, Plateau.Rate) : null;
    }

    /// <summary>Counts a step.</summary>
    public void Advance(float rate)
    {
        Step++;
        Rate = rate;
    }

    /// <summary>Notes the norm of a step's gradient.</summary>
    public void ObserveNorm(double norm)
    {
        normSum += norm;
        norms++;
    }

    /// <summary>Counts the steps of a device's stretch, and makes the next one longer or shorter.</summary>
    public void Advance(int steps, float rate, TimeSpan duration)
    {
        Step += steps;
        Rate = rate;
        if (steps == Stretch)
        {
            double factor = ReportInterval / Max(duration, TimeSpan.FromTicks(1));
            Stretch = (int)Math.Clamp(steps * Math.Clamp(factor, 0.25, 16), 1, int.MaxValue / 2);
        }
    }

    /// <summary>Reports within an epoch, where a report is due.</summary>
    /// <param name="lossSum">Sum over the samples so far of the mean loss per element.</param>
    /// <param name="samples">Number of samples so far.</param>
    public void ReportWithin(double lossSum, int samples)
    {
        if (IsReportDue)
        {
            reported = Clock.Elapsed;
            double rateSoFar = samples / (reported - epochStart).TotalSeconds;
            Options.Progress!.Report(new(Epoch, Options.Epochs, Step, Steps, lossSum / samples, ValidationLoss: null, Rate, rateSoFar));
        }
    }

    /// <summary>Number of samples that the epoch has taken a second until now.</summary>
    public double SamplesPerSecond => Batches.Samples / (Clock.Elapsed - epochStart).TotalSeconds;

    /// <summary>Ends an epoch: its record, and a report.</summary>
    public EpochRecord EndEpoch(double loss, double? validation, double samplesPerSecond)
    {
        Options.Progress?.Report(new(Epoch, Options.Epochs, Step, Steps, loss, validation, Rate, samplesPerSecond));
        return new(Epoch, loss, validation, Rate, samplesPerSecond, Clock.Elapsed - epochStart) { GradientNorm = norms > 0 ? normSum / norms : null };
    }

    private StepPosition Position(long step) => new(step, Steps, StepsAnEpoch);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
