namespace AeGen.Analysis;

/// <summary>Refuses matrices of another size than they are said to have.</summary>
internal static class MatrixSize
{
    public static void Require(int length, int rows, int columns, string name)
    {
        if (rows < 1 || columns < 1 || length != (long)rows * columns)
        {
            throw new ArgumentException($"'{name}' has {length} numbers; a matrix of {rows} x {columns}, at least 1 x 1, has {(long)rows * columns}.", name);
        }
    }
}
