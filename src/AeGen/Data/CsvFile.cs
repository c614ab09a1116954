using AeGen.Files;

namespace AeGen;

/// <summary>Reads files of separated numbers, gzipped or plain: one sample a line, in the notation 1.5 or 1e-3 whatever the computer's culture.</summary>
/// <remarks>
/// Cells may stand in double quotes (RFC 4180), without line breaks in them; blank lines are passed over. A line with more or fewer cells than
/// the first, a cell that is no finite number, or an unclosed quote is refused with an <see cref="InvalidDataException"/> that says where. Lines that miss
/// values are refused too, or left out, as the options say.
/// </remarks>
public static class CsvFile
{
    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file; whether it is gzipped is seen from its content.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">The file is damaged, ragged, empty, or holds something that is no finite number.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static DataSet Read(string path, CsvOptions? options = null) =>
        GzipFile.Read(path, stream => Read(stream, path, options));

    /// <summary>Reads a file, however long, line by line into a temporary mapped file that goes with the data set; labels are kept in memory.</summary>
    /// <param name="path">The file; whether it is gzipped is seen from its content.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">The file is damaged, ragged, empty, or holds something that is no finite number.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read, or the folder for temporary files is full.</exception>
    public static DataSet Open(string path, CsvOptions? options = null) =>
        GzipFile.Read(path, stream => CsvReader.Read(stream, path, options ?? new CsvOptions(), new FileSink()));

    /// <summary>Reads a stream to its end into memory; it stays open.</summary>
    /// <param name="stream">Text in UTF-8, not gzipped.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">The text is ragged, empty, or holds something that is no finite number.</exception>
    public static DataSet Read(Stream stream, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return CsvReader.Read(stream, name, options ?? new CsvOptions(), new ArraySink(name));
    }

    /// <summary>
    /// Writes a matrix, a row a line, separated by commas: in the shortest notation that reads back as the same number, whatever the computer's culture. A
    /// file of that name is replaced when the new one is whole.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The matrix, [rows, columns], at least one row.</param>
    /// <param name="columns">Number of columns, at least 1.</param>
    /// <param name="header">The columns' names for a first line, or null for none.</param>
    /// <exception cref="ArgumentException">
    /// The length is not a whole number of rows, or is zero; or there are not as many names as columns, or one has a line break in it.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<float> values, int columns, IReadOnlyList<string>? header = null)
    {
        MatrixShape.RowsOf(values, columns);
        AtomicFile.Write(path, values, (stream, rows) =>
        {
            var writer = new CsvWriter(stream, columns);
            writer.WriteHeader(header);
            writer.WriteRows(rows);
        });
    }

    /// <summary>
    /// Writes samples, however many, as <see cref="Write(string, ReadOnlySpan{float}, int, IReadOnlyList{string}?)"/> does; labels are not written.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="header">The columns' names for a first line, or null for none.</param>
    /// <exception cref="ArgumentException">There are not as many names as features, or one has a line break in it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, DataSet samples, IReadOnlyList<string>? header = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        AtomicFile.Write(path, stream =>
        {
            var writer = new CsvWriter(stream, samples.SampleSize);
            writer.WriteHeader(header);
            for (long first = 0; first < samples.Count; first += samples.RowsAtATime)
            {
                writer.WriteRows(samples.Part(first));
            }
        });
    }
}
