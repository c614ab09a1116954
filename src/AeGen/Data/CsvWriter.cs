using System.Globalization;
using System.Text;

namespace AeGen;

/// <summary>Writes lines of numbers, separated by commas.</summary>
internal sealed class CsvWriter(Stream stream, int columns)
{
    /// <summary>Room for any number of single precision in its shortest notation, and what follows it.</summary>
    private const int LongestNumber = 32;

    private readonly byte[] buffer = new byte[1 << 16];
    private int column;

    /// <summary>Writes the columns' names, if there are any, in quotes where they need them.</summary>
    /// <exception cref="ArgumentException">There are not as many names as columns, or one has a line break in it.</exception>
    public void WriteHeader(IReadOnlyList<string>? header)
    {
        if (header is null)
        {
            return;
        }

        if (header.Count != columns)
        {
            throw new ArgumentException($"There are {header.Count} names for {columns} columns.", nameof(header));
        }

        stream.Write(Encoding.UTF8.GetBytes(string.Join(',', header.Select(Quoted)) + "\n"));
    }

    /// <summary>Writes whole rows.</summary>
    public void WriteRows(ReadOnlySpan<float> values)
    {
        int filled = 0;
        foreach (float value in values)
        {
            if (buffer.Length - filled < LongestNumber)
            {
                stream.Write(buffer, 0, filled);
                filled = 0;
            }

            // The default notation is the shortest that gives the same number back.
            value.TryFormat(buffer.AsSpan(filled), out int written, provider: CultureInfo.InvariantCulture);
            filled += written;
            column = column + 1 == columns ? 0 : column + 1;
            buffer[filled++] = column == 0 ? (byte)'\n' : (byte)',';
        }

        stream.Write(buffer, 0, filled);
    }

    private static string Quoted(string name)
    {
        if (name is null || name.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            throw new ArgumentException($"The name '{name}' is null or has a line break in it.", nameof(name));
        }

        bool isPlain = name.AsSpan().IndexOfAny(',', '"') < 0 && name == name.Trim();
        return isPlain ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
