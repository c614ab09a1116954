using System.Buffers;
using AeGen.Vectors;

namespace AeGen.Runtime;

/// <content>Telling anomalies by their scores.</content>
public sealed unsafe partial class Network<TModel>
{
    // NaN where there is none: one number is read and written whole, which a nullable one is not.
    private double threshold = double.NaN;

    /// <summary>The score above which a sample is an anomaly.</summary>
    public double? Threshold
    {
        get => Volatile.Read(ref threshold) is var value && double.IsNaN(value) ? null : value;
        set
        {
            Require(value is null or (>= 0 and <= double.MaxValue), nameof(Threshold), value ?? 0, "finite and at least 0, or null");
            Volatile.Write(ref threshold, value ?? double.NaN);
        }
    }

    /// <summary>Sets the threshold to a quantile of scores.</summary>
    public double FitThreshold(DataSet normal, double contamination, ComputeDevice? device)
    {
        ArgumentNullException.ThrowIfNull(normal);
        Require(contamination is >= 0 and < 1, nameof(contamination), contamination, "in [0, 1)");
        RequireSamples(normal, nameof(normal));
        using MemoryHandle pinned = normal.Pin();

        // It is set before a file is loaded that brings its own, for it is of these weights.
        gate.EnterRead();
        try
        {
            float[] scores = ScoresInside(normal, device);
            int index = ValueScan.FirstNotFinite(scores);
            if (index >= 0)
            {
                throw new ArgumentException(
                    $"The score of sample {index} of '{nameof(normal)}' is {scores[index]}: "
                    + "the model's reconstruction of it is too far off to be compared.",
                    nameof(normal));
            }

            double found = Quantile.Of(scores, 1 - contamination);
            Threshold = found;
            return found;
        }
        finally
        {
            gate.ExitRead();
        }
    }

    /// <summary>The score of each sample of a data set of any length, for a caller who is inside the gate.</summary>
    private float[] ScoresInside(DataSet data, ComputeDevice? device)
    {
        float[] scores = new float[data.Count];
        int rows = RowsAMeasurement(data);
        for (long first = 0; first < data.Count; first += rows)
        {
            int count = (int)Math.Min(rows, data.Count - first);
            MeasureErrors(device, Stretch.Score, data.Rows((int)first, count), scores.AsSpan((int)first, count), count);
        }

        return scores;
    }

    /// <summary>Whether one sample's score is above the threshold.</summary>
    public bool IsAnomaly(ReadOnlySpan<float> sample, ComputeDevice? device)
    {
        RequireThreshold();
        RequireLength(sample.Length, 1, plan.Architecture.InputSize, nameof(sample));
        RequireFinite(sample, plan.Architecture.InputSize, nameof(sample));
        float score = 0;
        double most = ScoreAndThreshold(device, sample, new Span<float>(ref score), 1);
        return Exceeds(score, most);
    }

    /// <summary>Which samples' scores are above the threshold.</summary>
    public void IsAnomaly(ReadOnlySpan<float> input, Span<bool> flags, ComputeDevice? device)
    {
        RequireThreshold();
        int count = CountSamples(input.Length, plan.Architecture.InputSize, nameof(input));
        RequireLength(flags.Length, count, 1, nameof(flags));
        RequireFinite(input, plan.Architecture.InputSize, nameof(input));
        float[] rented = ArrayPool<float>.Shared.Rent(count);
        try
        {
            Span<float> scores = rented.AsSpan(0, count);
            double most = ScoreAndThreshold(device, input, scores, count);
            for (int i = 0; i < count; i++)
            {
                flags[i] = Exceeds(scores[i], most);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>Scores samples, and returns the threshold that belongs to the same weights.</summary>
    private double ScoreAndThreshold(ComputeDevice? device, ReadOnlySpan<float> input, Span<float> scores, int count)
    {
        gate.EnterRead();
        try
        {
            double most = RequireThreshold();
            MeasureErrors(device, Stretch.Score, input, scores, count);
            return most;
        }
        finally
        {
            gate.ExitRead();
        }
    }

    /// <summary>A score that is no number is beyond any threshold.</summary>
    private static bool Exceeds(float score, double most) => !(score <= most);

    private double RequireThreshold() => Threshold ?? throw new InvalidOperationException(
        $"This {plan.Architecture.Name} has no threshold yet: call FitThreshold with normal data, or set Threshold.");
}
