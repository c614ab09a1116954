namespace AeGen;

/// <summary>Takes the numbers of samples one after another and becomes the data set of them.</summary>
internal abstract class SampleSink : IDisposable
{
    /// <summary>How many numbers have been taken.</summary>
    public abstract long Length { get; }

    /// <summary>How many numbers can be taken.</summary>
    public abstract long MostNumbers { get; }

    /// <summary>Takes numbers.</summary>
    public abstract void Append(ReadOnlySpan<float> values);

    /// <summary>Forgets the last numbers, down to a length.</summary>
    public abstract void Truncate(long length);

    /// <summary>Makes room for so many numbers, where that is known and believed.</summary>
    public virtual void Reserve(long length)
    {
    }

    /// <summary>An empty sink of the same kind.</summary>
    public abstract SampleSink Another();

    /// <summary>The data set of the numbers, to which they now belong.</summary>
    /// <param name="sampleSize">Number of features of a sample.</param>
    /// <param name="labels">One label a sample, or none.</param>
    /// <param name="dropped">Number of samples that were left out on the way.</param>
    public abstract DataSet ToDataSet(int sampleSize, ReadOnlyMemory<int> labels, long dropped);

    /// <summary>Gives up what has not become a data set.</summary>
    public abstract void Dispose();
}
