using AeGen.Files;

namespace AeGen;

/// <summary>Numbers in a temporary file, which then is mapped, and which goes with the data set.</summary>
/// <remarks>
/// The file is written and not mapped for writing: a disk that is full is then an exception and not the end of the process. Unix forgets the name at
/// once and the content with the last use, Windows both: nothing is left behind, even by a process that is killed.
/// </remarks>
internal sealed class FileSink : SampleSink
{
    /// <summary>More than any disk holds, and few enough that their bytes can be counted.</summary>
    private const long TooMany = 1L << 56;

    private FileStream? file;
    private long length;

    /// <summary>Makes an empty file in the folder for temporary files.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public FileSink()
    {
        string path = Path.Combine(Path.GetTempPath(), $"aegen-{Guid.NewGuid():N}.f32");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 1 << 16,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long MostNumbers => TooMany;

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<float> values)
    {
        FloatBytes.Write(file!, values);
        length += values.Length;
    }

    /// <inheritdoc/>
    public override void Truncate(long newLength)
    {
        length = newLength;
        file!.SetLength(length * sizeof(float));
        file.Position = file.Length;
    }

    /// <inheritdoc/>
    public override SampleSink Another() => new FileSink();

    /// <inheritdoc/>
    public override DataSet ToDataSet(int sampleSize, ReadOnlyMemory<int> labels, long dropped)
    {
        FileStream written = file!;
        file = null;
        try
        {
            written.Flush();
        }
        catch
        {
            written.Dispose();
            throw;
        }

        return new DataSet(new MappedFloats(written, 0, length), sampleSize, labels, dropped);
    }

    /// <inheritdoc/>
    public override void Dispose() => file?.Dispose();
}
