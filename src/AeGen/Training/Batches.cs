namespace AeGen;

/// <summary>How an epoch cuts its samples: a batch every so many samples, of which the last takes all that are left.</summary>
/// <param name="Samples">Number of samples.</param>
/// <param name="Size">Number of samples in every batch but the last.</param>
/// <param name="Count">Number of batches.</param>
internal readonly record struct Batches(int Samples, int Size, int Count)
{
    /// <summary>Number of samples in the largest batch.</summary>
    public int Largest => Math.Max(Count > 1 ? Size : 0, SizeOf(Count - 1));

    /// <summary>Cuts samples for a network.</summary>
    /// <remarks>
    /// A network that normalises over the batch takes means and variances of each. Those of a few samples say little of the others, and the
    /// variance of one is zero: half a batch or less at the end joins the batch before it.
    /// </remarks>
    /// <param name="samples">Number of samples, at least 1.</param>
    /// <param name="size">The wanted size, at least 1.</param>
    /// <param name="architecture">The network's architecture.</param>
    public static Batches Of(int samples, int size, Architecture architecture)
    {
        int whole = samples / size, rest = samples % size;
        bool joins = rest == 0 || (architecture.NormalizesBatches && rest <= size / 2);
        return whole == 0 ? OneOf(samples) : new(samples, size, joins ? whole : whole + 1);
    }

    /// <summary>All samples in one batch.</summary>
    /// <param name="samples">Number of samples, at least 1.</param>
    public static Batches OneOf(int samples) => new(samples, samples, 1);

    /// <summary>The position of a batch's first sample; that of the batch after the last is the number of samples.</summary>
    /// <param name="batch">The batch, from 0.</param>
    public int First(int batch) => batch < Count ? batch * Size : Samples;

    /// <summary>Number of samples in a batch.</summary>
    /// <param name="batch">The batch, from 0.</param>
    public int SizeOf(int batch) => First(batch + 1) - First(batch);
}
