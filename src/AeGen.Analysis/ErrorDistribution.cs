namespace AeGen.Analysis;

/// <summary>The reconstruction errors of a probe: how they are spread, and where the worst of them is.</summary>
/// <remarks>
/// Errors are Euclidean norms, |x - x^|, in the samples' unit. A probe that is denser than the training data shows what those hide: around a tear no training sample
/// need lie.
/// </remarks>
public sealed class ErrorDistribution
{
    private const int SamplesAtATime = 1024;

    private readonly double[] errors;
    private readonly double[] ascending;

    private ErrorDistribution(double[] errors)
    {
        this.errors = errors;
        ascending = [.. errors.Order()];
        Mean = errors.Average();
        Worst = Array.IndexOf(errors, ascending[^1]);
    }

    /// <summary>The error of each sample, in the probe's order.</summary>
    public IReadOnlyList<double> Errors => errors;

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>Their median.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The largest.</summary>
    public double Maximum => ascending[^1];

    /// <summary>The sample that has it.</summary>
    public int Worst { get; }

    /// <summary>Reconstructs a probe.</summary>
    /// <typeparam name="TModel">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="probe">The samples, at least one.</param>
    /// <param name="device">The device that computes, or null for the CPU.</param>
    /// <param name="cancellationToken">Ends the computation early, with an exception.</param>
    /// <exception cref="ArgumentException">The probe is empty, or its samples have another size than the model's.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended early.</exception>
    public static ErrorDistribution Of<TModel>(TModel model, DataSet probe, ComputeDevice? device = null, CancellationToken cancellationToken = default)
        where TModel : class, IAutoencoder<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(probe);
        RequireSamples(probe.Count);
        double[] errors = new double[probe.Count];
        float[] output = new float[Math.Min(SamplesAtATime, probe.Count) * probe.SampleSize];
        for (int first = 0; first < probe.Count; first += SamplesAtATime)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(SamplesAtATime, probe.Count - first);
            ReadOnlySpan<float> input = probe.Rows(first, count);
            Span<float> part = output.AsSpan(0, input.Length);
            model.Reconstruct(input, part, device);
            Measure(input, part, errors.AsSpan(first, count));
        }

        return new ErrorDistribution(errors);
    }

    /// <summary>Compares samples with reconstructions that are there already.</summary>
    /// <param name="samples">The samples, at least one.</param>
    /// <param name="reconstructions">As many, row-major.</param>
    /// <exception cref="ArgumentException">There are no samples, or the reconstructions are not as many numbers.</exception>
    public static ErrorDistribution Between(DataSet samples, ReadOnlySpan<float> reconstructions)
    {
        ArgumentNullException.ThrowIfNull(samples);
        RequireSamples(samples.Count);
        if (reconstructions.Length != samples.Length)
        {
            throw new ArgumentException($"There are {reconstructions.Length} numbers of reconstructions for samples of {samples.Length}.", nameof(reconstructions));
        }

        double[] errors = new double[samples.Count];
        Measure(samples.Samples.Span, reconstructions, errors);
        return new ErrorDistribution(errors);
    }

    /// <summary>The error below which a share of the samples lies, interpolated linearly between neighbours.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not that.</exception>
    public double Quantile(double share)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is a number from 0 to 1.");
        }

        double position = (ascending.Length - 1) * share;
        int below = (int)position;
        return below + 1 < ascending.Length ? ascending[below] + ((position - below) * (ascending[below + 1] - ascending[below])) : ascending[below];
    }

    /// <summary>The share of the samples whose error is above a threshold.</summary>
    /// <param name="threshold">The threshold, in the samples' unit.</param>
    public double ShareAbove(double threshold) => errors.Count(error => error > threshold) / (double)errors.Length;

    private static void RequireSamples(int count)
    {
        if (count == 0)
        {
            throw new ArgumentException("A probe has at least one sample.");
        }
    }

    private static void Measure(ReadOnlySpan<float> samples, ReadOnlySpan<float> reconstructions, Span<double> errors)
    {
        int size = samples.Length / errors.Length;
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = Math.Sqrt(Distances.Squared(samples.Slice(i * size, size), reconstructions.Slice(i * size, size)));
        }
    }
}
