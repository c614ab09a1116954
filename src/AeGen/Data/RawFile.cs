namespace AeGen;

/// <summary>Files of nothing but numbers of single precision, the low byte first, sample after sample.</summary>
/// <remarks>
/// Such a file says nothing of itself, so the size of a sample has to be told; a length that is not a whole number of samples is refused with an
/// <see cref="InvalidDataException"/>, and so is a number that is not finite. It is never unpacked: any bytes may be numbers.
/// </remarks>
public static class RawFile
{
    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sampleSize">Number of features of a sample, at least 1.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// The file is empty or no whole number of samples, or holds more numbers than an array can, an infinite one, or NaN where that is refused.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static DataSet Read(string path, int sampleSize, ReadOptions? options = null)
    {
        using FileStream file = GzipFile.OpenPlain(path);
        return Read(file, path, sampleSize, options, new ArraySink(path));
    }

    /// <summary>Opens a file that may be larger than the memory: it is mapped as it is, and looked through once for numbers that are not finite.</summary>
    /// <remarks>
    /// Only where samples are to be left out, or the machine has the high byte first, the samples are copied into a temporary mapped file.
    /// </remarks>
    /// <param name="path">The file; it must not change until the data set is disposed.</param>
    /// <param name="sampleSize">Number of features of a sample, at least 1.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// The file is empty or no whole number of samples, or holds an infinite number, or NaN where that is refused.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read, or the folder for temporary files is full.</exception>
    public static DataSet Open(string path, int sampleSize, ReadOptions? options = null)
    {
        DataSet? mapped = MappedFile.TryOpen(path, options, (file, name) =>
            CountRows(file.Length, sampleSize, name) is var rows && NumberFormat.Single.IsNativeSingle ? new MappedPart(0, rows, sampleSize) : null);
        if (mapped is not null)
        {
            return mapped;
        }

        using FileStream file = GzipFile.OpenPlain(path);
        return Read(file, path, sampleSize, options, new FileSink());
    }

    /// <summary>Reads a stream that knows its length to its end; the sink is given up where that fails.</summary>
    internal static DataSet Read(Stream stream, string name, int sampleSize, ReadOptions? options, SampleSink sink)
    {
        using (sink)
        {
            long count = (long)CountRows(stream.Length, sampleSize, name) * sampleSize;
            sink.Reserve(count);
            var numbers = new NumberReader(stream, NumberFormat.Single, count, 0, name);
            var rows = new RowWriter(
                sink, sampleSize, name, options?.MissingValues ?? MissingValues.Refuse, (row, column) => numbers.OffsetOf((row * sampleSize) + column));
            numbers.CopyTo(rows.Add, sampleSize);
            return rows.ToDataSet();
        }
    }

    private static int CountRows(long length, int sampleSize, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleSize, 1);
        (long rows, long rest) = Math.DivRem(length, (long)sampleSize * sizeof(float));
        return rows is > 0 and <= int.MaxValue && rest == 0
            ? (int)rows
            : throw new InvalidDataException(
                $"{name}: {length} bytes are not a whole number, from 1 to {int.MaxValue}, of samples of {sampleSize} numbers of 4 bytes.");
    }
}
