namespace AeGen.Lab.Running;

/// <summary>Where a table of numbers goes: CSV or NPY, by the file's ending.</summary>
internal sealed class TableFile
{
    private readonly OutputFile file;
    private readonly bool isNpy;

    /// <summary>Checks the place before the work begins, not after it.</summary>
    /// <exception cref="UsageException">The file cannot be written there, or its ending says nothing.</exception>
    public TableFile(string path)
    {
        string ending = System.IO.Path.GetExtension(path);
        isNpy = ending.Equals(".npy", StringComparison.OrdinalIgnoreCase);
        if (!isNpy && !ending.Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"The results are written as CSV or NPY, by the file's ending .csv or .npy, and not to '{path}'.");
        }

        file = new OutputFile(path);
    }

    /// <summary>The file, from the root.</summary>
    public string Path => file.Path;

    /// <summary>Writes the table in place of a file of that name, whole or not at all.</summary>
    /// <param name="values">The numbers, [rows, columns].</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="header">The columns' names, which only CSV has; or null.</param>
    public void Write(ReadOnlySpan<float> values, int columns, string[]? header)
    {
        if (isNpy)
        {
            NpyFile.Write(Path, values, columns);
        }
        else
        {
            CsvFile.Write(Path, values, columns, header);
        }
    }
}
