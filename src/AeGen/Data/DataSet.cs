using System.Runtime.InteropServices;

namespace AeGen;

/// <summary>Samples of equal size, row-major in memory, with an integer label each where the source has labels.</summary>
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

    /// <summary>All samples, [<see cref="Count"/>, <see cref="SampleSize"/>].</summary>
    public ReadOnlyMemory<float> Samples { get; }

    /// <summary>Number of features of a sample.</summary>
    public int SampleSize { get; }

    /// <summary>The labels, [<see cref="Count"/>]; empty where there are none. No model looks at them.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>Whether there are labels.</summary>
    public bool HasLabels => !Labels.IsEmpty;

    /// <summary>Number of samples.</summary>
    public int Count => Samples.Length / SampleSize;

    /// <summary>One sample, [<see cref="SampleSize"/>].</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<float> this[int index] => Samples.Span.Slice(index * SampleSize, SampleSize);

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

    /// <summary>A copy with every feature multiplied by a factor; 1/255 brings bytes to [0, 1].</summary>
    /// <param name="factor">A finite number.</param>
    /// <exception cref="ArgumentException">The factor, or a product with it, is not finite.</exception>
    public DataSet Scale(float factor)
    {
        if (!float.IsFinite(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A factor is finite.");
        }

        float[] scaled = Samples.ToArray();
        for (int index = 0; index < scaled.Length; index++)
        {
            float product = scaled[index] * factor;
            if (!float.IsFinite(product))
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"Feature {index % SampleSize} of sample {index / SampleSize}, {scaled[index]}, is not finite times {factor}."),
                    nameof(factor));
            }

            scaled[index] = product;
        }

        return WithLabels(scaled, Labels);
    }

    /// <summary>A copy of some samples, with their labels, in the order given; a sample may be taken more than once.</summary>
    /// <param name="indices">Positions of the samples, at least one.</param>
    /// <exception cref="ArgumentException">There is no index, or one is not that of a sample.</exception>
    public DataSet Subset(ReadOnlySpan<int> indices)
    {
        float[] samples = new float[checked(indices.Length * SampleSize)];
        int[] labels = HasLabels ? new int[indices.Length] : [];
        for (int position = 0; position < indices.Length; position++)
        {
            int index = indices[position];
            if ((uint)index >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"Samples have the positions 0 to {Count - 1}.");
            }

            this[index].CopyTo(samples.AsSpan(position * SampleSize));
            if (HasLabels)
            {
                labels[position] = Labels.Span[index];
            }
        }

        return WithLabels(samples, labels);
    }

    /// <summary>Divides the samples at random into a training and a test set. Equal seeds give equal divisions, on every machine.</summary>
    /// <param name="fraction">The training set's share, above 0 and below 1; it gets the whole part of that many samples.</param>
    /// <param name="seed">The seed from which the division is drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of its range, or leaves one of the sets empty.</exception>
    public DataSplit Split(double fraction, ulong seed = 0)
    {
        int train = CountPart(Count, fraction);
        if (train == 0 || train == Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, $"The share is above 0 and below 1, and leaves each set at least one of the {Count} samples.");
        }

        int[] order = RandomOrder.Of(Count, seed);
        return new DataSplit(Subset(order.AsSpan(0, train)), Subset(order.AsSpan(train)));
    }

    /// <summary>The whole part of a share of a number of samples; 0 where the share is not above 0 and below 1.</summary>
    internal static int CountPart(int count, double fraction)
    {
        // A share such as 0.29 of 100 is 28.999999999999996 in binary; nobody who writes it means 28.
        return fraction is > 0 and < 1 ? (int)Math.Floor((fraction * count) + 1e-9) : 0;
    }

    private DataSet WithLabels(float[] samples, ReadOnlyMemory<int> labels) =>
        HasLabels ? new DataSet(samples, SampleSize, labels) : new DataSet(samples, SampleSize);
}
