using AeGen.Files;

namespace AeGen;

/// <summary>Tensors in files of the format safetensors, taken as samples.</summary>
/// <remarks>
/// The first dimension counts the samples, and the others together are a sample's features, the last index fastest; a tensor of one dimension has samples of
/// one feature. Numbers are F32, F16, BF16 or F64 and are rounded to single precision. A file that breaks the format, also by a hole between two
/// tensors, is refused with an <see cref="InvalidDataException"/> that says where.
/// </remarks>
public static class TensorFile
{
    /// <summary>The names of the tensors, in the order of their bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or no safetensors file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IReadOnlyList<string> Names(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return Names(file.Header);
    }

    /// <summary>Reads a tensor into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tensor's name, or null for the only one there is.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, there is no such tensor, it is empty, of another type, has more numbers than an array can hold, an infinite number, or NaN where
    /// that is refused.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static DataSet Read(string path, string? name = null, ReadOptions? options = null)
    {
        using var file = SafetensorsFile.Open(path);
        return Read(file, name, options, new ArraySink(path));
    }

    /// <summary>Opens a tensor that may be larger than the memory.</summary>
    /// <remarks>
    /// One of F32 is mapped where it lies in the file and looked through once for numbers that are not finite; others, and one that has samples to leave out
    /// or does not lie at a multiple of four bytes, are converted once into a temporary mapped file that goes with the data set.
    /// </remarks>
    /// <param name="path">The file; it must not change until the data set is disposed.</param>
    /// <param name="name">The tensor's name, or null for the only one there is.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, there is no such tensor, it is empty, of another type, holds an infinite number, or NaN where that is refused.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read, or the folder for temporary files is full.</exception>
    public static DataSet Open(string path, string? name = null, ReadOptions? options = null)
    {
        if (MappedFile.TryOpen(path, options, (stream, file) => MappedPartOf(SafetensorsHeader.Read(stream, file), file, name)) is { } mapped)
        {
            return mapped;
        }

        using var file = SafetensorsFile.Open(path);
        return Read(file, name, options, new FileSink());
    }

    /// <summary>Reads a tensor of an open file; the sink is given up where that fails.</summary>
    internal static DataSet Read(SafetensorsFile file, string? name, ReadOptions? options, SampleSink sink)
    {
        using (sink)
        {
            SafetensorsEntry entry = Find(file.Header, file.Name, name);
            (_, int sampleSize) = ShapeOf(entry, file.Name);
            int numberSize = TensorTypes.SizeOf(entry.Type);
            sink.Reserve(entry.Count);
            var rows = new RowWriter(
                sink, sampleSize, file.Name, options?.MissingValues ?? MissingValues.Refuse,
                (row, feature) => entry.Offset + (((row * sampleSize) + feature) * numberSize));
            if (entry.Type == TensorTypes.Double)
            {
                CopyDoubles(file, entry, rows, sampleSize);
            }
            else
            {
                file.CopyTo<float>(entry, rows.Add);
            }

            return rows.ToDataSet();
        }
    }

    private static void CopyDoubles(SafetensorsFile file, SafetensorsEntry entry, RowWriter rows, int sampleSize)
    {
        PrecisionCheck check = NumberReader.PrecisionOf(file.Name, sampleSize);
        float[] singles = [];
        file.CopyTo<double>(entry, values =>
        {
            Array.Resize(ref singles, values.Length);
            for (int index = 0; index < values.Length; index++)
            {
                singles[index] = (float)values[index];
            }

            check.Add(values, singles);
            rows.Add(singles);
        });
        check.Require();
    }

    private static MappedPart? MappedPartOf(SafetensorsHeader header, string file, string? name)
    {
        SafetensorsEntry entry = Find(header, file, name);
        (int rows, int sampleSize) = ShapeOf(entry, file);
        return entry.Type == TensorTypes.Single && NumberFormat.Single.IsNativeSingle && entry.Offset % sizeof(float) == 0
            ? new MappedPart(entry.Offset, rows, sampleSize)
            : null;
    }

    private static SafetensorsEntry Find(SafetensorsHeader header, string file, string? name)
    {
        if (name is null && header.Entries.Count == 1)
        {
            return header.Entries.Values.Single();
        }

        string[] names = Names(header);
        return name is null
            ? throw new InvalidDataException($"{file}: there are {names.Length} tensors, {FileText.List(names)}: one has to be named.")
            : header.Entries.GetValueOrDefault(name)
                ?? throw new InvalidDataException($"{file}: there is no tensor {FileText.Quote(name)} among {FileText.List(names)}.");
    }

    private static (int Rows, int SampleSize) ShapeOf(SafetensorsEntry entry, string file) => MatrixShape.OfSamples(
        entry.Shape, $"{file}: the shape of {FileText.Quote(entry.Name)} is {FileText.Shape(entry.Shape)}");

    private static string[] Names(SafetensorsHeader header) =>
        [.. header.Entries.Values.OrderBy(entry => entry.Offset).ThenBy(entry => entry.Length).Select(entry => entry.Name)];
}
