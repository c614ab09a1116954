using System.Text;

namespace AeGen.Generators.Targets;

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

    /// <summary>Writes what only some have.</summary>
    public void LineIf(bool isThere, string line)
    {
        if (isThere)
        {
            Line(line);
        }
    }

    /// <summary>Writes a header, if there is one, and a body in braces.</summary>
    /// <param name="header">What stands before the opening brace.</param>
    /// <param name="body">Writes the body.</param>
    /// <param name="end">The closing brace and what follows it.</param>
    public void Block(string header, Action body, string end = "}")
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        depth++;
        body();
        depth--;
        Line(end);
    }

    /// <summary>Writes the assignment of an array, of which each item stands on a line of its own.</summary>
    public void Array(string property, string type, IEnumerable<string> items) => Block($"{property} = new {type}[]", () =>
    {
        foreach (string item in items)
        {
            Line($"new {type}({item}),");
        }
    }, "},");

    /// <summary>Writes a doc comment's summary, on as many lines as it takes.</summary>
    public void Summary(string sentence)
    {
        const int Widest = 130;
        string rest = $"<summary>{Escape(sentence)}</summary>";
        while ((4 * depth) + rest.Length > Widest && rest.LastIndexOf(' ', Widest - (4 * depth)) is var end and > 0)
        {
            Line($"/// {rest.Substring(0, end)}");
            rest = rest.Substring(end + 1);
        }

        Line($"/// {rest}");
    }

    public override string ToString() => text.ToString();

    /// <summary>Escapes text for a doc comment; what C# takes for the end of a line becomes a space.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")
            .Replace('\u0085', ' ').Replace('\u2028', ' ').Replace('\u2029', ' ');
}
