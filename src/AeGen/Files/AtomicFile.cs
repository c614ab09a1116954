namespace AeGen.Files;

/// <summary>Writes files that are there whole or not at all, whenever the process or the machine stops.</summary>
internal static class AtomicFile
{
    /// <summary>The names of files that are being written; one that stays behind is that of a process that was killed.</summary>
    public const string TemporaryFiles = ".aegen-*.tmp";

    private const int BufferSize = 1 << 16;

    /// <summary>
    /// Writes a temporary file in the same folder, flushes it to the disk, puts it in the place of the file of that name, and flushes the folder.
    /// Until the very last step the old file is unchanged.
    /// </summary>
    /// <param name="path">The file; if it is a link, what it leads to is written.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is missing.</exception>
    /// <exception cref="IOException">The disk is full, or a folder has the file's name.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, static (stream, content) => content(stream));

    /// <summary>Writes what needs a span, as <see cref="Write(string, Action{Stream})"/> does.</summary>
    /// <typeparam name="TContent">The type of what is written.</typeparam>
    /// <param name="path">The file; if it is a link, what it leads to is written.</param>
    /// <param name="content">What is written.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is missing.</exception>
    /// <exception cref="IOException">The disk is full, or a folder has the file's name.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public static void Write<TContent>(string path, TContent content, Action<Stream, TContent> write)
        where TContent : allows ref struct
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            Replace(Target(path), content, write);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new DirectoryNotFoundException($"{path}: the file could not be written: there is no such folder.", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path}: the file could not be written: {exception.Message}", exception) { HResult = exception.HResult };
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{path}: the file could not be written: {exception.Message}", exception);
        }
    }

    private static string Target(string path)
    {
        var file = new FileInfo(path);
        string target = file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return Directory.Exists(target) ? throw new IOException("A folder has this name.") : target;
    }

    private static void Replace<TContent>(string target, TContent content, Action<Stream, TContent> write)
        where TContent : allows ref struct
    {
        string folder = Path.GetDirectoryName(target)!;

        // A name of its own length: with the file's name in it, it could be longer than names may be.
        string temporary = Path.Combine(folder, TemporaryFiles.Replace("*", Guid.NewGuid().ToString("N"), StringComparison.Ordinal));
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(stream, content);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }

        FolderFlush.Run(folder);
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made the writing fail matters more.
        }
    }
}
