using AeGen.Files;
using System.Globalization;
using System.Text;

namespace AeGen;

/// <summary>Files of one array in numpy's format NPY, versions 1.0 to 3.0.</summary>
/// <remarks>
/// The first dimension counts the samples, and the others together are a sample's features, the last index fastest; an array of one dimension has samples of
/// one feature. Numbers are f2, f4, f8, whole numbers of 8 to 64 bits or booleans, in either byte order and in C or Fortran order, and are rounded to single
/// precision; they are not scaled. The header is parsed and never run; arrays of Python objects are refused. So is a file that breaks the format, also by
/// bytes left over, with an <see cref="InvalidDataException"/> that says where.
/// </remarks>
public static class NpyFile
{
    private const int Alignment = 64;

    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file; one that is gzipped, as its content tells, is unpacked on the way.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is empty, holds no plain numbers, more than an array can hold, an infinite number, or NaN where that is refused.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static DataSet Read(string path, ReadOptions? options = null) => GzipFile.Read(path, stream => Read(stream, path, options));

    /// <summary>Reads a stream to its end into memory; it stays open.</summary>
    /// <param name="stream">The content of a file, not gzipped.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    public static DataSet Read(Stream stream, string name, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return NpyReader.Read(stream, name, options, new ArraySink(name));
    }

    /// <summary>Opens a file that may be larger than the memory.</summary>
    /// <remarks>
    /// A file of <c>f4</c> in the machine's byte order and in C order is mapped as it is and looked through once for numbers that are not finite; every
    /// other one, and one that has samples to leave out, is converted once into a temporary mapped file that goes with the data set.
    /// </remarks>
    /// <param name="path">The file; it must not change until the data set is disposed.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, is empty, holds no plain numbers, an infinite number, or NaN where that is refused.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read, or the folder for temporary files is full.</exception>
    public static DataSet Open(string path, ReadOptions? options = null) =>
        MappedFile.TryOpen(path, options, NpyHeader.MappedPartOf) ?? GzipFile.Read(path, stream => NpyReader.Read(stream, path, options, new FileSink()));

    /// <summary>Writes a matrix as <c>&lt;f4</c> in C order, version 1.0; a file of that name is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The matrix, [rows, columns], at least one row.</param>
    /// <param name="columns">Number of columns, at least 1.</param>
    /// <exception cref="ArgumentException">The length is not a whole number of rows, or is zero.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<float> values, int columns)
    {
        int rows = MatrixShape.RowsOf(values, columns);
        AtomicFile.Write(path, values, (stream, numbers) =>
        {
            WriteHeader(stream, rows, columns);
            FloatBytes.WriteLittleEndian(stream, numbers);
        });
    }

    /// <summary>Writes samples, however many, as <see cref="Write(string, ReadOnlySpan{float}, int)"/> does; labels are not written.</summary>
    /// <param name="path">The file; not one that the samples are mapped from.</param>
    /// <param name="samples">The samples.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, DataSet samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        AtomicFile.Write(path, stream =>
        {
            WriteHeader(stream, samples.Count, samples.SampleSize);
            for (long first = 0; first < samples.Count; first += samples.RowsAtATime)
            {
                FloatBytes.WriteLittleEndian(stream, samples.Part(first));
            }
        });
    }

    private static void WriteHeader(Stream stream, int rows, int columns)
    {
        string literal = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
        int before = NpyHeader.Magic.Length + 4;
        int length = ((before + literal.Length + 1 + Alignment - 1) / Alignment * Alignment) - before;
        stream.Write(NpyHeader.Magic);
        stream.Write([1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(literal.PadRight(length - 1) + "\n"));
    }
}
