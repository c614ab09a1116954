using System.Text;

namespace AeGen.Generators.Emission;

/// <summary>Writes indented C#. Lines end in \n on every machine, so that equal declarations give equal files.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes one line, or several that are separated by \n, each at the present depth.</summary>
    public void Line(string line = "")
    {
        foreach (string part in line.Replace("\r", string.Empty).Split('\n'))
        {
            if (part.Length > 0)
            {
                text.Append(' ', 4 * depth).Append(part);
            }

            text.Append('\n');
        }
    }

    /// <summary>Writes a header and a body in braces.</summary>
    public void Block(string header, Action body)
    {
        Line(header);
        Line("{");
        depth++;
        body();
        depth--;
        Line("}");
    }

    /// <summary>Writes a doc comment's summary.</summary>
    public void Summary(string sentence) => Line($"/// <summary>{Escape(sentence)}</summary>");

    /// <summary>Writes each item, with an empty line between two.</summary>
    public void Separated<T>(IEnumerable<T> items, Action<T> write)
    {
        bool first = true;
        foreach (T item in items)
        {
            if (!first)
            {
                Line();
            }

            first = false;
            write(item);
        }
    }

    public override string ToString() => text.ToString();

    /// <summary>Escapes text for a doc comment.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
