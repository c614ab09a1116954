namespace AeGen;

/// <summary>Numbers in an array, which grows only as fast as they turn up.</summary>
/// <param name="name">What messages call the source.</param>
internal sealed class ArraySink(string name) : SampleSink
{
    private const int LeastLength = 1 << 10;

    private float[] values = [];
    private int length;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long MostNumbers => Array.MaxLength;

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<float> more)
    {
        long needed = (long)length + more.Length;
        RequireRoom(needed);
        if (needed > values.Length)
        {
            Grow((int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(LeastLength, 2L * values.Length))));
        }

        more.CopyTo(values.AsSpan(length));
        length = (int)needed;
    }

    /// <inheritdoc/>
    public override void Truncate(long newLength) => length = (int)newLength;

    /// <inheritdoc/>
    public override void Reserve(long expected)
    {
        RequireRoom(expected);
        Grow((int)Math.Max(expected, values.Length));
    }

    /// <inheritdoc/>
    public override SampleSink Another() => new ArraySink(name);

    /// <inheritdoc/>
    public override DataSet ToDataSet(int sampleSize, ReadOnlyMemory<int> labels, long dropped) => new(ToArray(), sampleSize, labels, dropped);

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <summary>The numbers.</summary>
    public float[] ToArray()
    {
        Array.Resize(ref values, length);
        return values;
    }

    private void RequireRoom(long needed)
    {
        if (needed > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"{name}: there are more than {Array.MaxLength} numbers, the most that one array can hold; Open takes more, in a mapped file.");
        }
    }

    private void Grow(int newLength)
    {
        if (newLength != values.Length)
        {
            float[] larger = GC.AllocateUninitializedArray<float>(newLength);
            values.AsSpan(0, length).CopyTo(larger);
            values = larger;
        }
    }
}
