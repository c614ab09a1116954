namespace AeGen;

/// <summary>Samples of equal size, row-major in memory.</summary>
public sealed class DataSet
{
    /// <summary>Makes a data set over memory that stays the caller's; it must not change while a model trains on it.</summary>
    /// <param name="samples">The samples, [count, sampleSize].</param>
    /// <param name="sampleSize">Number of features of a sample, at least 1.</param>
    /// <exception cref="ArgumentException">The memory's length is not a whole number of samples, or is zero.</exception>
    public DataSet(ReadOnlyMemory<float> samples, int sampleSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleSize, 1);
        if (samples.Length == 0 || samples.Length % sampleSize != 0)
        {
            throw new ArgumentException(
                $"The length {samples.Length} is not a whole number, at least one, of samples of {sampleSize} features.", nameof(samples));
        }

        Samples = samples;
        SampleSize = sampleSize;
    }

    /// <summary>All samples, [<see cref="Count"/>, <see cref="SampleSize"/>].</summary>
    public ReadOnlyMemory<float> Samples { get; }

    /// <summary>Number of features of a sample.</summary>
    public int SampleSize { get; }

    /// <summary>Number of samples.</summary>
    public int Count => Samples.Length / SampleSize;

    /// <summary>One sample, [<see cref="SampleSize"/>].</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<float> this[int index] => Samples.Span.Slice(index * SampleSize, SampleSize);
}
