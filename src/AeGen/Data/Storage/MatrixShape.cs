namespace AeGen;

/// <summary>The shapes of matrices.</summary>
internal static class MatrixShape
{
    /// <summary>How an array of several dimensions is taken as samples: the first dimension counts them, and the others together are a sample's features.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="described">What messages begin with: the shape, and of what.</param>
    /// <exception cref="InvalidDataException">There is no dimension or no number, or there are too many.</exception>
    public static (int Rows, int SampleSize) OfSamples(long[] shape, string described)
    {
        if (shape.Length == 0)
        {
            throw new InvalidDataException($"{described}: a single number is no sample.");
        }

        if (Array.Exists(shape, dimension => dimension == 0))
        {
            throw new InvalidDataException($"{described}: it is empty.");
        }

        UInt128 size = 1;
        foreach (long dimension in shape.AsSpan(1))
        {
            size = size > int.MaxValue ? size : size * (UInt128)dimension;
        }

        return shape[0] <= int.MaxValue && size <= int.MaxValue
            ? ((int)shape[0], (int)size)
            : throw new InvalidDataException($"{described}: a data set has at most {int.MaxValue} samples of at most {int.MaxValue} features.");
    }

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
