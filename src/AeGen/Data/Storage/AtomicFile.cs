namespace AeGen;

/// <summary>A file that is written beside the one it replaces and takes its place only when it is whole and on the disk.</summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string path;
    private readonly string temporary;
    private bool isCommitted;

    /// <summary>Makes an empty file in the folder of the one to be written.</summary>
    /// <param name="path">The file to be written.</param>
    /// <exception cref="IOException">The folder is missing, or nothing can be written there.</exception>
    public AtomicFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = Path.GetFullPath(path);
        temporary = Path.Combine(Path.GetDirectoryName(this.path) ?? this.path, $".aegen-{Guid.NewGuid():N}.tmp");
        Stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
    }

    /// <summary>What is written.</summary>
    public FileStream Stream { get; }

    /// <summary>Puts what has been written in the place of the file.</summary>
    /// <exception cref="IOException">The disk is full, or the file cannot be replaced.</exception>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(temporary, path, overwrite: true);
        isCommitted = true;
    }

    /// <summary>Gives up what has not been committed; the file stays as it was.</summary>
    public void Dispose()
    {
        if (!isCommitted)
        {
            try
            {
                Stream.Dispose();
            }
            finally
            {
                File.Delete(temporary);
            }
        }
    }
}
