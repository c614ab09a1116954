namespace AeGen.Generators.Targets;

/// <summary>
/// How a target gets at the numbers of an element, which is a vector of columns in one row. All are expressions of type V, but for scalars.
/// </summary>
internal interface IElementTarget
{
    /// <summary>The numbers of a buffer.</summary>
    string Load(Plan.Buffer buffer);

    /// <summary>The numbers of a vector.</summary>
    string LoadColumn(Vector vector);

    /// <summary>The number of the element's sample, in every place.</summary>
    string LoadSample(BatchBuffer buffer);

    /// <summary>The statement that stores the numbers of a buffer.</summary>
    string Store(Plan.Buffer buffer, string value);

    /// <summary>A number of which nothing is left behind the last column.</summary>
    string Real(int columns, string value);

    /// <summary>The places in the row.</summary>
    string ColumnIndex { get; }

    /// <summary>The row, in every place.</summary>
    string RowIndex { get; }

    /// <summary>Random numbers.</summary>
    string Random(RandomNumber number);

    /// <summary>A number of the step, of type float.</summary>
    string Scalar(Expression scalar);
}
