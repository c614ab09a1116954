namespace AeGen.Runtime;

/// <summary>One network's memory and kernels on one device. Callers hold the device's turn.</summary>
internal abstract class DeviceNetwork : IDisposable
{
    /// <summary>The device.</summary>
    public abstract ComputeDevice Device { get; }

    /// <summary>Which of the network's weights are here: equal to the network's own count of changes where they are the present ones.</summary>
    public long WeightVersion { get; set; } = -1;

    /// <summary>Likewise for the optimizer's moments; 0 is the zeros before any step.</summary>
    public long MomentVersion { get; set; }

    /// <summary>Copies the weights and biases to the device.</summary>
    public abstract void Upload(IParameterStore store);

    /// <summary>Copies the optimizer's moments to the device.</summary>
    public abstract void UploadMoments(IParameterStore store);

    /// <summary>Copies the weights and biases back.</summary>
    public abstract void Download(IParameterStore store);

    /// <summary>Copies the optimizer's moments back.</summary>
    public abstract void DownloadMoments(IParameterStore store);

    /// <summary>Runs a stretch of the network other than <see cref="Stretch.Evaluate"/>.</summary>
    public abstract void Infer(Stretch stretch, ReadOnlySpan<float> input, Span<float> output, int count);

    /// <summary>The sum of the losses of all elements.</summary>
    public abstract double Evaluate(ReadOnlySpan<float> input, int count);

    /// <summary>Copies samples to the device, or gets ready to stream them, for steps to come.</summary>
    /// <param name="samples">The samples, row-major; they stay where they are until the training is disposed.</param>
    /// <param name="batches">How an epoch is cut into steps: it visits as many samples, or fewer than there are.</param>
    public abstract DeviceTraining Train(ReadOnlyMemory<float> samples, Batches batches);

    /// <summary>Takes one step on samples and says what came of it.</summary>
    public abstract StepOutcome Step(ReadOnlySpan<float> samples, int count, in UpdateSettings settings);

    /// <summary>Frees the memory.</summary>
    public abstract void Dispose();
}

/// <summary>Steps on one data set, queued and read back in stretches.</summary>
internal abstract class DeviceTraining : IDisposable
{
    /// <summary>Begins an epoch.</summary>
    /// <param name="order">The order in which it visits the samples.</param>
    /// <param name="settings">Each step's numbers.</param>
    public abstract void Begin(ReadOnlySpan<int> order, ReadOnlySpan<UpdateSettings> settings);

    /// <summary>Queues steps of the epoch.</summary>
    /// <param name="first">The first step, from 0.</param>
    /// <param name="end">The step after the last.</param>
    public abstract void Run(int first, int end);

    /// <summary>Waits for what is queued, and says whether a step was refused.</summary>
    public abstract StepOutcome Wait();

    /// <summary>Copies back the losses of steps that have run: each the sum over its samples' elements.</summary>
    public abstract void ReadLosses(int first, Span<float> losses);

    /// <summary>Copies back the norms of the epoch's gradients, where its steps have measured them.</summary>
    public abstract void ReadNorms(Span<float> norms);

    /// <summary>Frees the memory of the data set.</summary>
    public abstract void Dispose();
}

/// <summary>What came of steps.</summary>
/// <param name="Kind">Whether all steps were taken.</param>
/// <param name="Step">The step that was refused, counted within the epoch; none after it was taken.</param>
/// <param name="Loss">The sum of the losses of the last step or of the refused one.</param>
/// <param name="Inverse">Which right inverse does not exist.</param>
/// <param name="Row">The row that depends on those before it.</param>
/// <param name="SquaredLength">The row's squared length.</param>
/// <param name="Pivot">What of that is the row's own.</param>
internal readonly record struct StepOutcome(
    OutcomeKind Kind, int Step = 0, double Loss = 0, int Inverse = 0, int Row = 0, double SquaredLength = 0, double Pivot = 0)
{
    /// <summary>The exception for a right inverse that does not exist.</summary>
    public RankDeficientException ToException(Architecture architecture)
    {
        // The decoder's layers invert the encoder's from the last to the first.
        LayerArchitecture layer = architecture.Encoder[architecture.Encoder.Count - 1 - Inverse];
        return RightInverses.Refusal(layer.Name, Row, layer.Outputs, SquaredLength, Pivot);
    }
}

/// <summary>Whether steps were taken.</summary>
internal enum OutcomeKind
{
    /// <summary>All were.</summary>
    Taken = 0,

    /// <summary>A loss was not finite.</summary>
    Diverged = 1,

    /// <summary>A right inverse did not exist.</summary>
    RankDeficient = 2,
}
