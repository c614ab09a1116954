using System.Globalization;

namespace AeGen;

/// <summary>Reads files of separated numbers, gzipped or plain: one sample a line, in the notation 1.5 or 1e-3 whatever the computer's culture.</summary>
/// <remarks>
/// Cells may stand in double quotes (RFC 4180), without line breaks in them; blank lines are passed over. A line with more or fewer cells than
/// the first, a cell that is no finite number, or an unclosed quote is refused with an <see cref="InvalidDataException"/> that says where.
/// </remarks>
public static class CsvFile
{
    private const int MaxValues = 0x7FFFFFC7;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; whether it is gzipped is seen from its content.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">The file is damaged, ragged, empty, or holds something that is no finite number.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static DataSet Read(string path, CsvOptions? options = null) =>
        DataFile.Read(path, stream => Read(stream, path, options));

    /// <summary>Reads a stream to its end; it stays open.</summary>
    /// <param name="stream">Text in UTF-8, not gzipped.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">The text is ragged, empty, or holds something that is no finite number.</exception>
    public static DataSet Read(Stream stream, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new CsvOptions();
        if (options.Separator is '"' or '\r' or '\n')
        {
            throw new ArgumentException("The separator cannot be a double quote or a line break.", nameof(options));
        }

        using var text = new StreamReader(stream, leaveOpen: true);
        var lines = new CsvLines(text, name, options.Separator);
        if (!lines.Next())
        {
            throw new InvalidDataException($"{name}: the file is empty.");
        }

        string[]? header = null;
        if (IsHeader(lines, options.Header))
        {
            header = [.. lines.Cells];
            if (!lines.Next())
            {
                throw new InvalidDataException($"{name}: there is a header and no data.");
            }
        }

        var layout = new Layout(lines.Cells.Count, header, options, name);
        var values = new List<float>(layout.Features.Length);
        var labels = new List<int>();
        do
        {
            ReadLine(lines, layout, header, values, labels);
        }
        while (lines.Next());

        return layout.Label is null
            ? new DataSet(values.ToArray(), layout.Features.Length)
            : new DataSet(values.ToArray(), layout.Features.Length, labels.ToArray());
    }

    private static bool IsHeader(CsvLines lines, CsvHeader header) => header switch
    {
        CsvHeader.Auto => !lines.Cells.Any(cell => TryParse(cell, out _)),
        _ => header == CsvHeader.Present,
    };

    private static void ReadLine(CsvLines lines, Layout layout, string[]? header, List<float> values, List<int> labels)
    {
        if (lines.Cells.Count != layout.Columns)
        {
            throw new InvalidDataException(
                $"{lines.Where}: there are {lines.Cells.Count} cells and {layout.Columns} in the lines before.");
        }

        if (values.Count > MaxValues - layout.Features.Length)
        {
            throw new InvalidDataException($"{lines.Where}: there are more than {MaxValues} numbers, the most that one data set can hold.");
        }

        foreach (int column in layout.Features)
        {
            if (!TryParse(lines.Cells[column], out float value) || !float.IsFinite(value))
            {
                throw new InvalidDataException(
                    $"{lines.Where}, column {Named(column, header)}: {Shown(lines.Cells[column])} is not a finite number.");
            }

            values.Add(value);
        }

        if (layout.Label is { } label)
        {
            if (!TryParse(lines.Cells[label], out float value) || !float.IsInteger(value) || Math.Abs(value) >= 1 << 24)
            {
                throw new InvalidDataException(
                    $"{lines.Where}, column {Named(label, header)}: {Shown(lines.Cells[label])} is not a label: a whole number below {1 << 24}.");
            }

            labels.Add((int)value);
        }
    }

    private static bool TryParse(string cell, out float value) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static string Named(int column, string[]? header) =>
        header is null ? column.ToString(CultureInfo.InvariantCulture) : $"{column} ('{header[column]}')";

    // A hostile cell may be megabytes long.
    private static string Shown(string cell) => cell.Length <= 40 ? $"'{cell}'" : $"'{cell[..40]}...' ({cell.Length} characters)";

    /// <summary>Which column is what.</summary>
    private sealed class Layout
    {
        public Layout(int columns, string[]? header, CsvOptions options, string name)
        {
            Columns = columns;
            int Find(CsvColumn column) =>
                column.TryFind(header, columns, out int found, out string? problem) ? found : throw new InvalidDataException($"{name}: {problem}.");

            Label = options.LabelColumn is { } label ? Find(label) : null;
            Features = options.Columns is { } chosen
                ? [.. chosen.Select(Find)]
                : [.. Enumerable.Range(0, columns).Where(column => column != Label)];
            if (Features.Length == 0)
            {
                throw new InvalidDataException($"{name}: no column is left for the features.");
            }
        }

        public int Columns { get; }

        public int[] Features { get; }

        public int? Label { get; }
    }
}
