using System.Buffers.Binary;

namespace AeGen;

/// <summary>A file in the IDX format of MNIST (LeCun, Cortes and Burges), gzipped or plain: one array of numbers of any shape.</summary>
/// <remarks>
/// The format: two zero bytes, the numbers' type, the number of dimensions, each dimension as 32 bits, then the numbers row-major; big-endian.
/// A file that breaks it in any way, also by bytes left over, is refused with an <see cref="InvalidDataException"/> that says where.
/// </remarks>
public sealed class IdxFile
{
    /// <summary>The largest number of numbers in a file: what one array can hold.</summary>
    private const int MaxNumbers = 0x7FFFFFC7;

    private const int NumbersAtATime = 1 << 16;

    private IdxFile(IdxType type, int[] dimensions, float[] values)
    {
        Type = type;
        Dimensions = dimensions;
        Values = values;
    }

    /// <summary>The type of the numbers in the file.</summary>
    public IdxType Type { get; }

    /// <summary>The array's dimensions, the slowest first; the first one counts samples.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The numbers as in the file, rounded to single precision where it has more; row-major.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; whether it is gzipped is seen from its content.</param>
    /// <exception cref="InvalidDataException">The file is damaged or no IDX file, or holds NaN or infinity.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IdxFile Read(string path) => DataFile.Read(path, stream => Read(stream, path));

    /// <summary>Reads samples, and their labels from a second file. Unsigned bytes are scaled to [0, 1]; other numbers stay as they are.</summary>
    /// <param name="samplesPath">The file of the samples; its first dimension counts them.</param>
    /// <param name="labelsPath">The file of the labels, of one dimension, or null.</param>
    /// <exception cref="InvalidDataException">A file is damaged or no IDX file, or the two do not fit together.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static DataSet ReadDataSet(string samplesPath, string? labelsPath = null)
    {
        var samples = Read(samplesPath).ToDataSet();
        if (labelsPath is null)
        {
            return samples;
        }

        int[] labels = ReadLabels(labelsPath);
        return labels.Length == samples.Count
            ? new DataSet(samples.Samples, samples.SampleSize, labels)
            : throw new InvalidDataException(
                $"{labelsPath}: there are {labels.Length} labels, and {samples.Count} samples in '{samplesPath}'.");
    }

    /// <summary>Reads a file of labels: whole numbers in one dimension.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or no IDX file of that kind.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static int[] ReadLabels(string path)
    {
        IdxFile file = Read(path);
        if (file.Dimensions.Count != 1 || file.Type is IdxType.SinglePrecision or IdxType.DoublePrecision)
        {
            throw new InvalidDataException(
                $"{path}: labels are whole numbers in one dimension; these are {file.Type} in {file.Dimensions.Count} dimensions.");
        }

        const float LargestExact = 1 << 24;
        int[] labels = new int[file.Values.Length];
        for (int index = 0; index < labels.Length; index++)
        {
            float value = file.Values.Span[index];
            labels[index] = Math.Abs(value) < LargestExact
                ? (int)value
                : throw new InvalidDataException(FormattableString.Invariant(
                    $"{path}: label {index} is {value}: a label is smaller than {LargestExact} in magnitude."));
        }

        return labels;
    }

    /// <summary>The array as samples: the first dimension counts them. Unsigned bytes are scaled to [0, 1].</summary>
    public DataSet ToDataSet()
    {
        var set = new DataSet(Values, Values.Length / Dimensions[0]);
        return Type == IdxType.UnsignedByte ? set.Scale(1f / 255) : set;
    }

    /// <summary>Whether a file, unpacked where it is gzipped, begins as an IDX file does.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static bool HasMagic(string path) =>
        DataFile.Read(path, static stream =>
        {
            Span<byte> magic = stackalloc byte[4];
            return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4
                && magic[0] == 0 && magic[1] == 0 && SizeOf((IdxType)magic[2]) > 0 && magic[3] > 0;
        });

    private static IdxFile Read(Stream stream, string path)
    {
        Span<byte> word = stackalloc byte[4];
        ReadHeader(stream, word, path, offset: 0);
        var type = (IdxType)word[2];
        byte rank = word[3];
        if (word[0] != 0 || word[1] != 0 || SizeOf(type) == 0 || rank == 0)
        {
            throw new InvalidDataException(
                $"{path}: not an IDX file: it begins with {Convert.ToHexString(word)} where 0000, a type of 08 to 0E and a number of dimensions stand.");
        }

        int[] dimensions = new int[rank];
        long count = 1;
        for (int index = 0; index < rank; index++)
        {
            ReadHeader(stream, word, path, 4 + (4L * index));
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(word);
            count = dimension is 0 or > MaxNumbers ? 0 : count * dimension;
            if (count is 0 or > MaxNumbers)
            {
                throw new InvalidDataException(
                    $"{path}: dimension {index} at offset {4 + (4 * index)} is {dimension}: an array has at least 1 and at most {MaxNumbers} numbers.");
            }

            dimensions[index] = (int)dimension;
        }

        return new IdxFile(type, dimensions, ReadNumbers(stream, type, (int)count, 4 + (4 * rank), path));
    }

    private static void ReadHeader(Stream stream, Span<byte> word, string path, long offset)
    {
        int read = stream.ReadAtLeast(word, word.Length, throwOnEndOfStream: false);
        if (read < word.Length)
        {
            throw new InvalidDataException($"{path}: the file ends at offset {offset + read}, within its header.");
        }
    }

    private static float[] ReadNumbers(Stream stream, IdxType type, int count, int start, string path)
    {
        int size = SizeOf(type);
        byte[] bytes = new byte[Math.Min(count, NumbersAtATime) * size];
        float[] values = Array.Empty<float>();
        for (int done = 0; done < count;)
        {
            int part = Math.Min(NumbersAtATime, count - done);
            int read = stream.ReadAtLeast(bytes.AsSpan(0, part * size), part * size, throwOnEndOfStream: false);
            if (read < part * size)
            {
                throw new InvalidDataException(
                    $"{path}: the file ends at offset {start + ((long)done * size) + read} and its header announces {start + ((long)count * size)} bytes.");
            }

            // What the header announces is allocated only as fast as the bytes for it turn up.
            if (done + part > values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(count, Math.Max(2L * values.Length, NumbersAtATime)));
            }

            for (int index = 0; index < part; index++)
            {
                float value = Number(bytes.AsSpan(index * size), type);
                if (!float.IsFinite(value))
                {
                    throw new InvalidDataException(FormattableString.Invariant(
                        $"{path}: the number at offset {start + ((long)(done + index) * size)} is {value}: it must be finite in single precision."));
                }

                values[done + index] = value;
            }

            done += part;
        }

        return stream.ReadByte() < 0
            ? values
            : throw new InvalidDataException(
                $"{path}: there are bytes left at offset {start + ((long)count * size)}, where the array announced by the header ends.");
    }

    private static int SizeOf(IdxType type) => type switch
    {
        IdxType.UnsignedByte or IdxType.SignedByte => 1,
        IdxType.Integer16 => 2,
        IdxType.Integer32 or IdxType.SinglePrecision => 4,
        IdxType.DoublePrecision => 8,
        _ => 0,
    };

    private static float Number(ReadOnlySpan<byte> bytes, IdxType type) => type switch
    {
        IdxType.UnsignedByte => bytes[0],
        IdxType.SignedByte => (sbyte)bytes[0],
        IdxType.Integer16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        IdxType.Integer32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
        IdxType.SinglePrecision => BinaryPrimitives.ReadSingleBigEndian(bytes),
        _ => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };
}
