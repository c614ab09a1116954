namespace AeGen.Lab.Running;

/// <summary>A file to be written when the work is done.</summary>
internal sealed class OutputFile
{
    /// <summary>Checks the place before the work begins, not after it, and makes its folder.</summary>
    /// <exception cref="UsageException">It is a folder.</exception>
    public OutputFile(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(Path))
        {
            throw new UsageException($"'{Path}' cannot be written to: that is a folder. Name a file.");
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
    }

    /// <summary>The file, from the root.</summary>
    public string Path { get; }
}
