using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace AeGen.Generators.Tests.Testing;

/// <summary>
/// Source text in which the places of diagnostics are marked: <c>{|AEG0005:text|}</c>, with several ids separated by commas, and nested where
/// places are.
/// </summary>
internal static class Markup
{
    public static (string Source, IReadOnlyList<(string Id, TextSpan Span)> Marks) Parse(string markup)
    {
        var source = new StringBuilder();
        var marks = new List<(string, TextSpan)>();
        var open = new Stack<(string[] Ids, int Start)>();
        for (int i = 0; i < markup.Length; i++)
        {
            if (markup.AsSpan(i).StartsWith("{|"))
            {
                int colon = markup.IndexOf(':', i);
                open.Push((markup[(i + 2)..colon].Split(','), source.Length));
                i = colon;
            }
            else if (markup.AsSpan(i).StartsWith("|}"))
            {
                (string[]? ids, int start) = open.Pop();
                marks.AddRange(ids.Select(id => (id, TextSpan.FromBounds(start, source.Length))));
                i++;
            }
            else
            {
                source.Append(markup[i]);
            }
        }

        Assert.Empty(open);
        return (source.ToString(), marks);
    }
}
