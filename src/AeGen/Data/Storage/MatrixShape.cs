namespace AeGen;

/// <summary>The shape of a matrix that is given as a span.</summary>
internal static class MatrixShape
{
    /// <summary>Number of rows.</summary>
    /// <param name="values">The matrix, [rows, columns].</param>
    /// <param name="columns">Number of columns, at least 1.</param>
    /// <exception cref="ArgumentException">The length is not a whole number of rows, or is zero.</exception>
    public static int RowsOf(ReadOnlySpan<float> values, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return !values.IsEmpty && values.Length % columns == 0
            ? values.Length / columns
            : throw new ArgumentException($"The length {values.Length} is not a whole number, at least one, of rows of {columns} columns.", nameof(values));
    }
}
