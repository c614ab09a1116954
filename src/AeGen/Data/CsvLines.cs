using System.Text;

namespace AeGen;

/// <summary>Walks over the lines of separated values and takes each apart into its cells.</summary>
internal sealed class CsvLines(TextReader text, string name, char separator)
{
    /// <summary>The longest line that is read; a file without line breaks is not to fill the memory.</summary>
    private const int MaxLineLength = 1 << 24;

    private readonly StringBuilder line = new();
    private long number;

    /// <summary>The current line's cells, without the blanks and quotes around them.</summary>
    public List<string> Cells { get; } = [];

    /// <summary>The file and the current line's number, from 1.</summary>
    public string Where => $"{name}, line {number}";

    /// <summary>Goes on to the next line that is not blank.</summary>
    public bool Next()
    {
        while (ReadLine())
        {
            if (!IsBlank())
            {
                Split(line.ToString());
                return true;
            }
        }

        return false;
    }

    private bool ReadLine()
    {
        line.Clear();
        number++;
        int character;
        while ((character = text.Read()) >= 0 && character != '\n')
        {
            if (line.Length == MaxLineLength)
            {
                throw new InvalidDataException($"{Where}: the line is longer than {MaxLineLength} characters.");
            }

            line.Append((char)character);
        }

        return character >= 0 || line.Length > 0;
    }

    private bool IsBlank()
    {
        foreach (ReadOnlyMemory<char> chunk in line.GetChunks())
        {
            // A line of separators is one of empty cells, whatever separates them.
            if (!chunk.Span.IsWhiteSpace() || chunk.Span.Contains(separator))
            {
                return false;
            }
        }

        return true;
    }

    private void Split(string content)
    {
        Cells.Clear();
        ReadOnlySpan<char> rest = content.AsSpan();
        while (true)
        {
            ReadOnlySpan<char> trimmed = rest.TrimStart(' ');
            int end;
            if (trimmed.StartsWith("\""))
            {
                end = Quoted(trimmed, out string? cell);
                Cells.Add(cell);
                rest = trimmed;
            }
            else
            {
                end = rest.IndexOf(separator);
                Cells.Add(rest[..(end < 0 ? rest.Length : end)].Trim().ToString());
            }

            if (end < 0)
            {
                return;
            }

            rest = rest[(end + 1)..];
        }
    }

    /// <summary>Reads a cell that begins with a quote; returns the position of the separator after it, or -1 at the line's end.</summary>
    private int Quoted(ReadOnlySpan<char> rest, out string cell)
    {
        var content = new StringBuilder();
        for (int position = 1; position < rest.Length; position++)
        {
            if (rest[position] != '"')
            {
                content.Append(rest[position]);
            }
            else if (position + 1 < rest.Length && rest[position + 1] == '"')
            {
                content.Append('"');
                position++;
            }
            else
            {
                cell = content.ToString();
                ReadOnlySpan<char> after = rest[(position + 1)..];
                int end = after.IndexOf(separator);
                ReadOnlySpan<char> between = end < 0 ? after : after[..end];
                return between.IsWhiteSpace()
                    ? (end < 0 ? -1 : position + 1 + end)
                    : throw new InvalidDataException($"{Where}: there is something between a closing quote and the next separator.");
            }
        }

        throw new InvalidDataException($"{Where}: a quote is not closed at the end of the line.");
    }
}
