namespace AeGen;

/// <summary>How a file of separated values is read.</summary>
public sealed record CsvOptions : ReadOptions
{
    /// <summary>The character between two cells. Default: a comma.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether the first line names the columns. Default: it does where none of its cells is a number.</summary>
    public CsvHeader Header { get; init; }

    /// <summary>The columns that are features, in this order; null, the default, for all but the label's.</summary>
    public IReadOnlyList<CsvColumn>? Columns { get; init; }

    /// <summary>The column that holds the labels, whole numbers; null, the default, where there are none.</summary>
    public CsvColumn? LabelColumn { get; init; }

    /// <summary>
    /// A scaling of the features, which is applied in double precision while they are read; null, the default, for none. Columns of times
    /// in milliseconds or of other numbers far from 0 need it: single precision cannot tell theirs apart.
    /// </summary>
    public Scaling? Scaling { get; init; }

    /// <summary>
    /// What stands in cells whose value is missing, beside nothing and NaN, which always mean that; capitals count,
    /// and a number means that number however it is written. Default: ?, NA, N/A, n/a, None, NULL and null.
    /// </summary>
    public IReadOnlyList<string> MissingMarkers { get; init; } = ["?", "NA", "N/A", "n/a", "None", "NULL", "null"];
}

/// <summary>Whether a file's first line names its columns.</summary>
public enum CsvHeader
{
    /// <summary>It does where none of its cells is a number.</summary>
    Auto = 0,

    /// <summary>It does.</summary>
    Present = 1,

    /// <summary>It does not.</summary>
    None = 2,
}
