using System.IO.Compression;

namespace AeGen;

/// <summary>Opens files, gzipped or plain, whatever their names say.</summary>
internal static class GzipFile
{
    /// <summary>The file's content; a gzipped one is unpacked on the way, by its first two bytes and not by its name.</summary>
    public static Stream Open(string path)
    {
        FileStream file = OpenPlain(path);
        try
        {
            Span<byte> start = stackalloc byte[2];
            bool isGzip = file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start[0] == 0x1F && start[1] == 0x8B;
            file.Position = 0;
            return isGzip ? new BufferedStream(new GZipStream(file, CompressionMode.Decompress), 1 << 16) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The file's content as it is.</summary>
    public static FileStream OpenPlain(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
    }

    /// <summary>Runs a reader and puts the file's name into whatever the unpacking complains about.</summary>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        using Stream stream = Open(path);
        try
        {
            return read(stream);
        }
        catch (InvalidDataException exception) when (!exception.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: the gzip data is damaged: {exception.Message}", exception);
        }
    }
}
