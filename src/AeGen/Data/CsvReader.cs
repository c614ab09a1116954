using System.Globalization;

namespace AeGen;

/// <summary>Reads lines of separated numbers into whatever sink.</summary>
internal sealed class CsvReader
{
    private readonly CsvLines lines;
    private readonly CsvOptions options;
    private readonly SampleSink sink;
    private readonly string[]? header;
    private readonly int columns;
    private readonly int[] features;
    private readonly int? label;
    private readonly MissingMarkers markers;
    private readonly List<int> labels = [];
    private readonly float[] row;
    private readonly double[] cells;
    private readonly PrecisionCheck precision;
    private long dropped;

    /// <summary>Takes note of the header and the columns; the first line of numbers is the current one.</summary>
    private CsvReader(CsvLines lines, string[]? header, CsvOptions options, SampleSink sink, string name)
    {
        this.lines = lines;
        this.options = options;
        this.sink = sink;
        this.header = header;
        columns = lines.Cells.Count;
        markers = new(options.MissingMarkers);
        int Find(CsvColumn column) =>
            column.TryFind(header, columns, out int found, out string? problem) ? found : throw new InvalidDataException($"{name}: {problem}.");

        label = options.LabelColumn is { } chosenLabel ? Find(chosenLabel) : null;
        features = options.Columns is { } chosen
            ? [.. chosen.Select(Find)]
            : [.. Enumerable.Range(0, columns).Where(column => column != label)];
        if (label is { } labelled && features.Contains(labelled))
        {
            throw new InvalidDataException(
                $"{name}: column {Named(labelled)} holds the labels and is among the features; it is one of the two.");
        }

        row = features.Length > 0 ? new float[features.Length] : throw new InvalidDataException($"{name}: no column is left for the features.");
        cells = new double[row.Length];
        if (options.Scaling is { } scaling && scaling.SampleSize != row.Length)
        {
            throw new ArgumentException(
                $"The scaling has {scaling.SampleSize} features; {row.Length} are read of {name}.", nameof(options));
        }

        precision = new(
            name, row.Length, place => (int)(place % row.Length), feature => Named(features[feature]), least => options.Scaling is null
                ? $"Take {least} off it while it is read, with a {nameof(CsvOptions.Scaling)} of the options, or leave it out of "
                    + $"{nameof(CsvOptions.Columns)}."
                : "The scaling has to take more off it.");
    }

    /// <summary>Reads a stream to its end; the sink is given up where that fails.</summary>
    public static DataSet Read(Stream stream, string name, CsvOptions options, SampleSink sink)
    {
        using (sink)
        {
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
            if (IsHeader(lines, options))
            {
                header = [.. lines.Cells];
                if (!lines.Next())
                {
                    throw new InvalidDataException($"{name}: there is a header and no data.");
                }

                if (header.Length != lines.Cells.Count)
                {
                    throw new InvalidDataException($"{lines.Where}: there are {lines.Cells.Count} cells and {header.Length} in the header.");
                }
            }

            return new CsvReader(lines, header, options, sink, name).Read(name);
        }
    }

    private static bool IsHeader(CsvLines lines, CsvOptions options) => options.Header switch
    {
        CsvHeader.Auto => !lines.Cells.Any(cell => TryParse(cell, out _))
            && !lines.Cells.All(new MissingMarkers(options.MissingMarkers).Mark),
        _ => options.Header == CsvHeader.Present,
    };

    private static bool TryParse(string cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    // A hostile cell may be megabytes long.
    private static string Shown(string cell) => cell.Length <= 40 ? $"'{cell}'" : $"'{cell[..40]}...' ({cell.Length} characters)";

    private DataSet Read(string name)
    {
        do
        {
            ReadLine();
        }
        while (lines.Next());

        precision.Require();
        if (sink.Length / features.Length > int.MaxValue)
        {
            throw new InvalidDataException($"{name}: there are {sink.Length / features.Length} lines; a data set has at most {int.MaxValue} samples.");
        }

        return sink.Length > 0
            ? sink.ToDataSet(features.Length, labels.ToArray(), dropped)
            : throw new InvalidDataException($"{name}: every line, {dropped} altogether, misses a value: none is left.");
    }

    private void ReadLine()
    {
        if (lines.Cells.Count != columns)
        {
            throw new InvalidDataException($"{lines.Where}: there are {lines.Cells.Count} cells and {columns} in the lines before.");
        }

        bool isMissing = false;
        for (int feature = 0; feature < features.Length; feature++)
        {
            string cell = lines.Cells[features[feature]];
            bool isNumber = TryParse(cell, out double number);
            if (options.Scaling is { } scaling)
            {
                number = scaling.Scaled(number, feature);
            }

            cells[feature] = number;
            row[feature] = (float)number;
            if (!isNumber || !float.IsFinite(row[feature]) || markers.MarkNumber(cell))
            {
                isMissing |= Leaves(cell, features[feature], "a finite number");
            }
        }

        int value = 0;
        if (label is { } column)
        {
            string cell = lines.Cells[column];
            bool isLabel = TryParse(cell, out double number) && double.IsInteger(number) && Math.Abs(number) < 1 << 24;
            if (isLabel && !markers.MarkNumber(cell))
            {
                value = (int)number;
            }
            else
            {
                isMissing |= Leaves(cell, column, $"a label: a whole number below {1 << 24}");
            }
        }

        if (isMissing)
        {
            dropped++;
            return;
        }

        precision.Add(cells, row);
        sink.Append(row);
        if (label is not null)
        {
            labels.Add(value);
        }
    }

    /// <summary>Whether a cell that cannot be read is one for whose sake the line is left out; it is refused if it is not.</summary>
    private bool Leaves(string cell, int column, string expected)
    {
        bool isMissing = markers.Mark(cell);
        return isMissing && options.MissingValues == MissingValues.DropRows
            ? true
            : throw new InvalidDataException(
                $"{lines.Where}, column {Named(column)}: {Shown(cell)} is not {expected}{(isMissing ? " but a missing value" : string.Empty)}.");
    }

    private string Named(int column) =>
        header is null ? column.ToString(CultureInfo.InvariantCulture) : $"{column} ('{header[column]}')";
}
