using System.Globalization;
using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>Numbers as a text in files' metadata, an array of JSON such as <c>[0.5,-3E+30]</c>, of which the same bits come back.</summary>
internal static class NumberText
{
    /// <summary>Writes finite numbers down.</summary>
    public static string Of(ReadOnlySpan<double> values)
    {
        string[] words = new string[values.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = values[i].ToString("R", CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(',', words)}]";
    }

    /// <summary>Reads so many finite numbers.</summary>
    /// <exception cref="FormatException">The text is something else; the exception says what.</exception>
    public static double[] Parse(string text, int count)
    {
        if (!text.StartsWith('[') || !text.EndsWith(']'))
        {
            throw new FormatException("numbers in brackets are expected");
        }

        string[] words = text[1..^1].Split(',');
        if (words.Length != count)
        {
            throw new FormatException(FormattableString.Invariant($"{count} numbers are expected, and there are {words.Length}"));
        }

        return [.. words.Select(Number)];
    }

    private static double Number(string word, int index) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new FormatException(FormattableString.Invariant(
                $"number {index} is {FileText.Quote(word)}, and a finite one is expected"));
}
