using System.Buffers.Binary;

namespace AeGen;

/// <summary>A file in the IDX format of MNIST (LeCun, Cortes and Burges), gzipped or plain: one array of numbers of any shape.</summary>
/// <remarks>
/// The format: two zero bytes, the numbers' type, the number of dimensions, each dimension as 32 bits, then the numbers row-major; big-endian.
/// A file that breaks it in any way, also by bytes left over, is refused with an <see cref="InvalidDataException"/> that says where.
/// </remarks>
public sealed class IdxFile
{
    /// <summary>What bytes are multiplied by to be in [0, 1].</summary>
    private const float ByteFactor = 1f / 255;

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
    public static IdxFile Read(string path) => GzipFile.Read(path, stream => Read(stream, path));

    /// <summary>Reads samples, and their labels from a second file. Unsigned bytes are scaled to [0, 1]; other numbers stay as they are.</summary>
    /// <param name="samplesPath">The file of the samples; its first dimension counts them.</param>
    /// <param name="labelsPath">The file of the labels, of one dimension, or null.</param>
    /// <exception cref="InvalidDataException">A file is damaged or no IDX file, or the two do not fit together.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static DataSet ReadDataSet(string samplesPath, string? labelsPath = null)
    {
        int[] labels = labelsPath is null ? [] : ReadLabels(labelsPath);
        return GzipFile.Read(samplesPath, stream => ReadDataSet(stream, samplesPath, new ArraySink(samplesPath), labels, labelsPath));
    }

    /// <summary>
    /// Reads samples as <see cref="ReadDataSet(string, string?)"/> does, however many, row by row into a temporary mapped file that goes with the data set.
    /// </summary>
    /// <param name="samplesPath">The file of the samples; its first dimension counts them.</param>
    /// <param name="labelsPath">The file of the labels, of one dimension, or null.</param>
    /// <exception cref="InvalidDataException">A file is damaged or no IDX file, or the two do not fit together.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read, or the folder for temporary files is full.</exception>
    public static DataSet Open(string samplesPath, string? labelsPath = null)
    {
        int[] labels = labelsPath is null ? [] : ReadLabels(labelsPath);
        return GzipFile.Read(samplesPath, stream => ReadDataSet(stream, samplesPath, new FileSink(), labels, labelsPath));
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
        return Type == IdxType.UnsignedByte ? set.Scale(ByteFactor) : set;
    }

    /// <summary>Whether a file, unpacked where it is gzipped, begins as an IDX file does.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static bool HasMagic(string path) =>
        GzipFile.Read(path, static stream =>
        {
            Span<byte> magic = stackalloc byte[4];
            return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4
                && magic[0] == 0 && magic[1] == 0 && FormatOf((IdxType)magic[2]) is not null && magic[3] > 0;
        });

    /// <summary>Reads a stream to its end; messages call it by the name.</summary>
    internal static IdxFile Read(Stream stream, string name)
    {
        (IdxType type, int[] dimensions, long count) = ReadHeader(stream, name, Array.MaxLength);
        var values = new ArraySink(name);
        ReadNumbers(stream, type, count, dimensions, name, values, factor: 1);
        return new IdxFile(type, dimensions, values.ToArray());
    }

    private static DataSet ReadDataSet(Stream stream, string name, SampleSink sink, int[] labels, string? labelsName)
    {
        using (sink)
        {
            (IdxType type, int[] dimensions, long count) = ReadHeader(stream, name, sink.MostNumbers);
            int size = count / dimensions[0] <= int.MaxValue ? (int)(count / dimensions[0]) : throw new InvalidDataException(
                $"{name}: a sample has {count / dimensions[0]} numbers: more than {int.MaxValue}.");
            if (labelsName is not null && labels.Length != dimensions[0])
            {
                throw new InvalidDataException($"{labelsName}: there are {labels.Length} labels, and {dimensions[0]} samples in '{name}'.");
            }

            ReadNumbers(stream, type, count, dimensions, name, sink, type == IdxType.UnsignedByte ? ByteFactor : 1);
            return sink.ToDataSet(size, labels, dropped: 0);
        }
    }

    private static (IdxType Type, int[] Dimensions, long Count) ReadHeader(Stream stream, string name, long most)
    {
        Span<byte> word = stackalloc byte[4];
        ReadHeader(stream, word, name, offset: 0);
        var type = (IdxType)word[2];
        byte rank = word[3];
        if (word[0] != 0 || word[1] != 0 || FormatOf(type) is null || rank == 0)
        {
            throw new InvalidDataException(
                $"{name}: not an IDX file: it begins with {Convert.ToHexString(word)} where 0000, a type of 08 to 0E and a number of dimensions stand.");
        }

        int[] dimensions = new int[rank];
        UInt128 count = 1;
        for (int index = 0; index < rank; index++)
        {
            ReadHeader(stream, word, name, 4 + (4L * index));
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(word);
            count *= dimension;
            if (dimension is 0 or > int.MaxValue || count > (UInt128)most)
            {
                throw new InvalidDataException(
                    $"{name}: dimension {index} at offset {4 + (4 * index)} is {dimension}: an array has at least 1 and at most {most} numbers, and {int.MaxValue} in a dimension.");
            }

            dimensions[index] = (int)dimension;
        }

        return (type, dimensions, (long)count);
    }

    private static void ReadHeader(Stream stream, Span<byte> word, string path, long offset)
    {
        int read = stream.ReadAtLeast(word, word.Length, throwOnEndOfStream: false);
        if (read < word.Length)
        {
            throw new InvalidDataException($"{path}: the file ends at offset {offset + read}, within its header.");
        }
    }

    private static void ReadNumbers(Stream stream, IdxType type, long count, int[] dimensions, string name, SampleSink sink, float factor)
    {
        var numbers = new NumberReader(stream, FormatOf(type)!.Value, count, 4 + (4L * dimensions.Length), name);
        if (numbers.KnowsLength())
        {
            sink.Reserve(count);
        }

        int rowSize = (int)(count / dimensions[0]);
        var rows = new RowWriter(sink, rowSize, name, MissingValues.Refuse, (row, column) => numbers.OffsetOf((row * rowSize) + column));
        numbers.CopyTo(rows.Add, rowSize, factor: factor);
    }

    private static NumberFormat? FormatOf(IdxType type) => type switch
    {
        IdxType.UnsignedByte => new NumberFormat(NumberType.UInt8, BigEndian: true),
        IdxType.SignedByte => new NumberFormat(NumberType.Int8, BigEndian: true),
        IdxType.Integer16 => new NumberFormat(NumberType.Int16, BigEndian: true),
        IdxType.Integer32 => new NumberFormat(NumberType.Int32, BigEndian: true),
        IdxType.SinglePrecision => new NumberFormat(NumberType.Single, BigEndian: true),
        IdxType.DoublePrecision => new NumberFormat(NumberType.Double, BigEndian: true),
        _ => null,
    };
}
