using System.Globalization;

namespace AeGen;

/// <summary>A column, by its name in the header or by its position, from either end: <c>"label"</c>, <c>0</c>, <c>^1</c>.</summary>
public readonly record struct CsvColumn
{
    private readonly string? name;
    private readonly Index position;

    private CsvColumn(string? name, Index position)
    {
        this.name = name;
        this.position = position;
    }

    /// <summary>The column of a name; capitals count.</summary>
    /// <param name="name">A name in the header.</param>
    public static implicit operator CsvColumn(string name) => FromString(name);

    /// <summary>The column at a position.</summary>
    /// <param name="position">The position, from 0.</param>
    public static implicit operator CsvColumn(int position) => FromInt32(position);

    /// <summary>The column at a position from the start or the end.</summary>
    /// <param name="position">The position.</param>
    public static implicit operator CsvColumn(Index position) => FromIndex(position);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static CsvColumn FromString(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CsvColumn(name, default);
    }

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static CsvColumn FromInt32(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return new CsvColumn(null, position);
    }

    /// <inheritdoc cref="op_Implicit(Index)"/>
    public static CsvColumn FromIndex(Index position) => new(null, position);

    /// <inheritdoc/>
    public override string ToString() => name ?? position.ToString();

    /// <summary>The column's position in a file, or what is wrong with it.</summary>
    internal bool TryFind(string[]? header, int columns, out int found, out string problem)
    {
        found = name is null ? position.GetOffset(columns) : header is null ? -1 : Array.IndexOf(header, name);
        problem = found >= 0 && found < columns ? string.Empty
            : name is null ? string.Create(CultureInfo.InvariantCulture, $"there is no column {position} among {columns}")
            : header is null ? $"there is no column '{name}': the file has no header"
            : $"there is no column '{name}' in the header";
        if (problem.Length == 0 && name is not null && Array.LastIndexOf(header!, name) is var last && last != found)
        {
            problem = string.Create(
                CultureInfo.InvariantCulture, $"the header names '{name}' more than once, at {found} and {last}; take its position");
        }

        return problem.Length == 0;
    }
}
