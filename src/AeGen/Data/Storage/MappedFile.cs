using AeGen.Vectors;

namespace AeGen;

/// <summary>Maps files whose numbers need no conversion.</summary>
internal static class MappedFile
{
    /// <summary>Opens a file in place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <param name="find">Finds the samples in the file, or null where they must be converted.</param>
    /// <returns>The samples, or null where they must be converted or some of them left out.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or has a number that is not finite where that is refused.</exception>
    public static DataSet? TryOpen(string path, ReadOptions? options, Func<FileStream, string, MappedPart?> find)
    {
        FileStream file = GzipFile.OpenPlain(path);
        MappedFloats mapped;
        MappedPart part;
        try
        {
            if (find(file, path) is not { } found)
            {
                file.Dispose();
                return null;
            }

            part = found;
            mapped = new MappedFloats(file, part.Offset, (long)part.Rows * part.SampleSize);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        var set = new DataSet(mapped, part.SampleSize, labels: default, droppedRows: 0);
        try
        {
            if (IsFinite(set, part, path, options?.MissingValues ?? MissingValues.Refuse))
            {
                return set;
            }
        }
        catch
        {
            set.Dispose();
            throw;
        }

        set.Dispose();
        return null;
    }

    /// <summary>Looks through all samples; false where some are to be left out.</summary>
    private static bool IsFinite(DataSet set, MappedPart part, string name, MissingValues missing)
    {
        for (long first = 0; first < set.Count; first += set.RowsAtATime)
        {
            ReadOnlySpan<float> samples = set.Part(first);
            int index = ValueScan.FirstNotFinite(samples);
            if (index >= 0)
            {
                long row = first + (index / part.SampleSize), place = (first * part.SampleSize) + index;
                return missing == MissingValues.DropRows && float.IsNaN(samples[index])
                    ? false
                    : throw RowWriter.Refusal(name, part.Offset + (place * sizeof(float)), row, index % part.SampleSize, samples[index]);
            }
        }

        return true;
    }
}

/// <summary>Where a file has samples as memory has them.</summary>
/// <param name="Offset">The first number's place in bytes, a multiple of four.</param>
/// <param name="Rows">Number of samples.</param>
/// <param name="SampleSize">Number of features of a sample.</param>
internal readonly record struct MappedPart(long Offset, int Rows, int SampleSize);
