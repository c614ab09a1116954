using System.Buffers;
using System.Runtime.InteropServices;

namespace AeGen;

/// <summary>Samples of equal size, row-major in memory or in a mapped file, with an integer label each where the source has labels.</summary>
/// <remarks>
/// Sets in memory need no disposal. A set over a mapped file (from the readers' <c>Open</c>, or a copy of such a set) reads the file as it goes and may be larger
/// than the memory; the file must not change meanwhile. Disposing of the set unmaps it, and deletes it where it was a temporary one; what was taken
/// from the set is then gone. A set that is not disposed stays mapped until the process ends.
/// </remarks>
public sealed partial class DataSet : IDisposable
{
    private const int NumbersAtATime = 1 << 16;

    private readonly ReadOnlyMemory<float> memory;
    private readonly MappedFloats? mapped;

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

        memory = samples;
        Length = samples.Length;
        SampleSize = sampleSize;
    }

    /// <summary>Makes a labelled data set over memory that stays the caller's; it must not change while a model trains on it.</summary>
    /// <param name="samples">The samples, [count, sampleSize].</param>
    /// <param name="sampleSize">Number of features of a sample, at least 1.</param>
    /// <param name="labels">One label a sample, [count].</param>
    /// <exception cref="ArgumentException">
    /// The samples' length is not a whole number of samples, or is zero, or there are not as many labels as samples.
    /// </exception>
    public DataSet(ReadOnlyMemory<float> samples, int sampleSize, ReadOnlyMemory<int> labels)
        : this(samples, sampleSize)
    {
        if (labels.Length != Count)
        {
            throw new ArgumentException($"There are {labels.Length} labels for {Count} samples.", nameof(labels));
        }

        Labels = labels;
    }

    /// <summary>Makes a data set over an array; no labels are an empty memory.</summary>
    internal DataSet(float[] samples, int sampleSize, ReadOnlyMemory<int> labels, long droppedRows)
        : this(samples, sampleSize)
    {
        Labels = labels;
        DroppedRows = droppedRows;
    }

    /// <summary>Makes a data set over a mapped file, which belongs to it; no labels are an empty memory.</summary>
    internal DataSet(MappedFloats samples, int sampleSize, ReadOnlyMemory<int> labels, long droppedRows)
    {
        mapped = samples;
        Length = samples.Length;
        SampleSize = sampleSize;
        Labels = labels;
        DroppedRows = droppedRows;
    }

    /// <summary>All samples, [<see cref="Count"/>, <see cref="SampleSize"/>]; of a mapped file only until the set is disposed.</summary>
    /// <exception cref="InvalidOperationException">
    /// There are more numbers than one span can hold, 2,147,483,647; models train on such a set all the same, and <see cref="Rows"/> has parts of it.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The set was over a mapped file and is disposed.</exception>
    public ReadOnlyMemory<float> Samples => mapped is null ? memory
        : Length <= int.MaxValue ? mapped.Memory
        : throw new InvalidOperationException(
            $"This data set has {Length} numbers and one span can hold {int.MaxValue}: take its samples one by one, or some of them by {nameof(Rows)}.");

    /// <summary>Number of features of a sample.</summary>
    public int SampleSize { get; }

    /// <summary>The labels, [<see cref="Count"/>]; empty where there are none. No model looks at them.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>Whether there are labels.</summary>
    public bool HasLabels => !Labels.IsEmpty;

    /// <summary>Number of samples.</summary>
    public int Count => (int)(Length / SampleSize);

    /// <summary>How many numbers there are: <see cref="Count"/> times <see cref="SampleSize"/>, which may be more than an array can hold.</summary>
    public long Length { get; }

    /// <summary>Number of samples of the file that were left out for missing values; also in scaled copies of what was read.</summary>
    public long DroppedRows { get; }

    /// <summary>Number of samples in a part: some hundred kilobytes, so that a large set is gone through once and not held.</summary>
    internal int RowsAtATime => Math.Clamp(NumbersAtATime / SampleSize, 1, Count);

    /// <summary>One sample, [<see cref="SampleSize"/>].</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="ObjectDisposedException">The set was over a mapped file and is disposed.</exception>
    public ReadOnlySpan<float> this[int index] => Rows(index, 1);

    /// <summary>Some samples that follow one another, [count, <see cref="SampleSize"/>].</summary>
    /// <param name="first">The first one's position.</param>
    /// <param name="count">How many there are, at least 0; no more than one span can hold.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such samples, or they are more than 2,147,483,647 numbers.</exception>
    /// <exception cref="ObjectDisposedException">The set was over a mapped file and is disposed.</exception>
    public ReadOnlySpan<float> Rows(int first, int count)
    {
        long start = (long)first * SampleSize, length = (long)count * SampleSize;
        if (first < 0 || count < 0 || start > Length - length || length > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(first), first, $"{count} samples from {first} are not within the {Count} of the set, or more than {int.MaxValue} numbers.");
        }

        return mapped is null ? memory.Span.Slice((int)start, (int)length) : mapped.Slice(start, (int)length);
    }

    /// <summary>Unmaps a mapped file; a set in memory stays as it is.</summary>
    public void Dispose() => ((IDisposable?)mapped)?.Dispose();

    /// <summary>Keeps the samples where they are, however many, until the handle is disposed.</summary>
    internal MemoryHandle Pin() => mapped is null ? memory.Pin() : mapped.Pin();

    /// <summary>The samples from one on: as many as are worth looking at together, fewer at the end. The next ones begin <see cref="RowsAtATime"/> later.</summary>
    internal ReadOnlySpan<float> Part(long first) => Rows((int)first, (int)Math.Min(RowsAtATime, Count - first));

    /// <summary>What takes a copy of some of the samples: memory where the set is in memory, else a temporary mapped file.</summary>
    internal SampleSink NewSink() => mapped is null ? new ArraySink("the data set") : new FileSink();

    /// <summary>Makes a data set of a copy of rows.</summary>
    /// <param name="rows">The samples, at least one, all of the same length.</param>
    /// <exception cref="ArgumentException">There is no row, or a row is empty, or its length differs from the first one's.</exception>
    public static DataSet FromRows(IReadOnlyList<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows[0] is not { Length: > 0 and var size })
        {
            throw new ArgumentException("There is no sample, or the first one has no features.", nameof(rows));
        }

        float[] samples = new float[checked(rows.Count * size)];
        for (int index = 0; index < rows.Count; index++)
        {
            if (rows[index]?.Length != size)
            {
                throw new ArgumentException(
                    $"Row {index} has {rows[index]?.Length ?? 0} features and row 0 has {size}.", nameof(rows));
            }

            rows[index].CopyTo(samples, index * size);
        }

        return new DataSet(samples, size);
    }

    /// <summary>Makes a data set of a copy of a matrix.</summary>
    /// <param name="matrix">The samples, one a row.</param>
    /// <exception cref="ArgumentException">The matrix is empty.</exception>
    public static DataSet FromMatrix(float[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Length == 0)
        {
            throw new ArgumentException("The matrix is empty.", nameof(matrix));
        }

        return new DataSet(MemoryMarshal.CreateReadOnlySpan(ref matrix[0, 0], matrix.Length).ToArray(), matrix.GetLength(1));
    }
}
