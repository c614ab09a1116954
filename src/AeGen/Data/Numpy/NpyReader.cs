namespace AeGen;

/// <summary>Reads the array of an NPY file as samples, into whatever sink.</summary>
internal static class NpyReader
{
    /// <summary>How many numbers of samples are put together at once from an array in Fortran order.</summary>
    private const int NumbersAtATime = 1 << 18;

    /// <summary>Reads a stream to its end; the sink is given up where that fails.</summary>
    public static DataSet Read(Stream stream, string name, ReadOptions? options, SampleSink sink)
    {
        using (sink)
        {
            return Read(stream, NpyHeader.Read(stream, name), name, options ?? new ReadOptions(), sink);
        }
    }

    /// <summary>Takes samples as they come and refuses numbers that are not finite by their place in the file.</summary>
    public static RowWriter Rows(NpyHeader header, string name, ReadOptions options, SampleSink sink) =>
        new(sink, header.SampleSize, name, options.MissingValues, (row, column) => header.DataOffset + (header.IndexOf(row, column) * header.Format.Size));

    private static DataSet Read(Stream stream, NpyHeader header, string name, ReadOptions options, SampleSink sink)
    {
        if (header.Count > sink.MostNumbers)
        {
            throw new InvalidDataException(
                $"{name}: the array has {header.Count} numbers and a set in memory has at most {sink.MostNumbers}; Open takes more, in a mapped file.");
        }

        var numbers = new NumberReader(stream, header.Format, header.Count, header.DataOffset, name);
        if (numbers.KnowsLength())
        {
            sink.Reserve(header.Count);
        }

        RowWriter rows = Rows(header, name, options, sink);
        if (!header.IsTurned)
        {
            numbers.CopyTo(rows.Add, header.SampleSize);
            return rows.ToDataSet();
        }

        // An array in Fortran order has feature after feature, each of all samples: it is read so, and then turned round.
        using SampleSink inFile = sink.Another();
        if (numbers.KnowsLength())
        {
            inFile.Reserve(header.Count);
        }

        numbers.CopyTo(inFile.Append, header.SampleSize, place => (int)(place / header.Rows));
        using DataSet features = inFile.ToDataSet(header.Rows, default, dropped: 0);
        Turn(features, header, rows);
        return rows.ToDataSet();
    }

    /// <summary>Puts samples together from features that each hold all samples.</summary>
    private static void Turn(DataSet features, NpyHeader header, RowWriter rows)
    {
        int size = header.SampleSize, most = Math.Clamp(NumbersAtATime / size, 1, header.Rows);
        float[] part = new float[(long)most * size];
        for (int first = 0; first < header.Rows;)
        {
            int count = Math.Min(most, header.Rows - first);
            for (int column = 0; column < size; column++)
            {
                ReadOnlySpan<float> feature = features[(int)(header.IndexOf(0, column) / header.Rows)].Slice(first, count);
                for (int row = 0; row < count; row++)
                {
                    part[(row * size) + column] = feature[row];
                }
            }

            rows.Add(part.AsSpan(0, count * size));
            first += count;
        }
    }
}
