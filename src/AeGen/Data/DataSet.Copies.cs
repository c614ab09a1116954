namespace AeGen;

/// <content>Sets that are made from a set.</content>
public sealed partial class DataSet
{
    /// <summary>A copy with every feature multiplied by a factor; 1/255 brings bytes to [0, 1]. The copy of a mapped set is a temporary mapped file.</summary>
    /// <param name="factor">A finite number.</param>
    /// <exception cref="ArgumentException">The factor, or a product with it, is not finite.</exception>
    public DataSet Scale(float factor)
    {
        if (!float.IsFinite(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "A factor is finite.");
        }

        return Map((from, to, first) =>
        {
            for (int index = 0; index < to.Length; index++)
            {
                to[index] = from[index] * factor;
                if (!float.IsFinite(to[index]))
                {
                    throw new ArgumentException(
                        FormattableString.Invariant(
                            $"Feature {index % SampleSize} of sample {first + (index / SampleSize)}, {from[index]}, is not finite times {factor}."),
                        nameof(factor));
                }
            }
        });
    }

    /// <summary>
    /// A copy of some samples, with their labels, in the order given; a sample may be taken more than once. The copy of a mapped set is a temporary
    /// mapped file.
    /// </summary>
    /// <param name="indices">Positions of the samples, at least one.</param>
    /// <exception cref="ArgumentException">There is no index, or one is not that of a sample.</exception>
    public DataSet Subset(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            throw new ArgumentException("There is no index, and a data set has at least one sample.", nameof(indices));
        }

        using SampleSink sink = NewSink();
        int[] labels = HasLabels ? new int[indices.Length] : [];
        for (int position = 0; position < indices.Length; position++)
        {
            int index = indices[position];
            if ((uint)index >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"Samples have the positions 0 to {Count - 1}.");
            }

            sink.Append(this[index]);
            if (HasLabels)
            {
                labels[position] = Labels.Span[index];
            }
        }

        return sink.ToDataSet(SampleSize, labels, dropped: 0);
    }

    /// <summary>Divides the samples at random into a training and a test set. Equal seeds give equal divisions, on every machine.</summary>
    /// <remarks>Both are copies, of a mapped set in temporary mapped files.</remarks>
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

    /// <summary>A copy of which every part is computed from the same part of this set.</summary>
    /// <param name="compute">Fills some samples of the copy; gets this set's, the copy's and the first one's position.</param>
    internal DataSet Map(Action<ReadOnlySpan<float>, Span<float>, long> compute)
    {
        using SampleSink sink = NewSink();
        sink.Reserve(Length);
        float[] buffer = new float[RowsAtATime * SampleSize];
        for (long first = 0; first < Count; first += RowsAtATime)
        {
            ReadOnlySpan<float> part = Part(first);
            Span<float> copy = buffer.AsSpan(0, part.Length);
            compute(part, copy, first);
            sink.Append(copy);
        }

        return sink.ToDataSet(SampleSize, Labels, DroppedRows);
    }
}
