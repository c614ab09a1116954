using System.Globalization;
using System.Text;

namespace AeGen.Bench.Reporting;

/// <summary>A table of text, the same for the terminal and for the file.</summary>
/// <param name="Title">What the table shows.</param>
/// <param name="Headings">The columns' headings.</param>
/// <param name="TextColumns">How many columns, from the first, hold words; the others hold numbers.</param>
/// <param name="Rows">The rows.</param>
internal sealed record Table(string Title, IReadOnlyList<string> Headings, int TextColumns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A document of a title, lines about the run, tables, and a list of what went wrong.</summary>
    public static string Markdown(string title, IEnumerable<string> conditions, IEnumerable<Table> tables, IReadOnlyList<string> problems)
    {
        StringBuilder text = new StringBuilder("# ").Append(title).Append('\n');
        foreach (string line in conditions)
        {
            text.Append("\n- ").Append(line);
        }

        text.Append('\n');
        foreach (Table table in tables)
        {
            text.Append("\n## ").Append(table.Title).Append("\n\n");
            Row(text, table.Headings);
            Row(text, [.. table.Headings.Select((_, column) => column < table.TextColumns ? "---" : "---:")]);
            foreach (IReadOnlyList<string> row in table.Rows)
            {
                Row(text, row);
            }
        }

        if (problems.Count > 0)
        {
            text.Append("\n## Not measured\n");
            foreach (string problem in problems)
            {
                text.Append("\n- ").Append(problem.ReplaceLineEndings(" "));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A number in three digits, thousands and more with their letter.</summary>
    public static string Speed(double? rate)
    {
        if (rate is not { } value)
        {
            return "-";
        }

        (double scaled, string unit) = value switch
        {
            >= 1e9 => (value / 1e9, " G"),
            >= 1e6 => (value / 1e6, " M"),
            >= 1e3 => (value / 1e3, " k"),
            _ => (value, string.Empty),
        };
        return Digits(scaled) + unit;
    }

    /// <summary>A time in three digits.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } value)
        {
            return "-";
        }

        (double scaled, string unit) = value switch
        {
            >= 1 => (value, " s"),
            >= 1e-3 => (value * 1e3, " ms"),
            _ => (value * 1e6, " us"),
        };
        return Digits(scaled) + unit;
    }

    /// <summary>How many times as much.</summary>
    public static string Ratio(double? ratio) => ratio?.ToString(ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A whole number.</summary>
    public static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Digits(double number) => number.ToString(number < 10 ? "0.00" : number < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
