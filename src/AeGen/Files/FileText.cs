using System.Text;

namespace AeGen.Files;

/// <summary>Text out of files as it may stand in messages: short, on one line, in quotes.</summary>
internal static class FileText
{
    private const int MaxShown = 80;

    /// <summary>The text in quotes, without control characters and cut off where it is long.</summary>
    public static string Quote(string text)
    {
        var shown = new StringBuilder("'");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (shown.Length > MaxShown)
            {
                shown.Append("...");
                break;
            }

            shown.Append(Rune.IsControl(rune) ? $"\\u{rune.Value:X4}" : rune.ToString());
        }

        return shown.Append('\'').ToString();
    }

    /// <summary>Names in quotes, separated by commas: the first of them where there are many, as a hostile file may have.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        const int Most = 20;
        return names.Count == 0 ? "none" : string.Join(", ", names.Take(Most).Select(Quote)) + (names.Count > Most ? ", ..." : string.Empty);
    }

    /// <summary>A shape as in [128, 784].</summary>
    public static string Shape<T>(IEnumerable<T> shape) => $"[{string.Join(", ", shape)}]";
}
