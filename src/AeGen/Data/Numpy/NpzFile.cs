using System.IO.Compression;
using AeGen.Files;

namespace AeGen;

/// <summary>Files of named arrays in numpy's format NPZ: zip archives of NPY files, stored or deflated.</summary>
/// <remarks>
/// The arrays are read as <see cref="NpyFile"/> reads them. An archive that is damaged, also by a wrong check sum or a name that occurs twice, is refused
/// with an <see cref="InvalidDataException"/>.
/// </remarks>
public static class NpzFile
{
    private const string Extension = ".npy";

    /// <summary>The names of the arrays, in the archive's order, without <c>.npy</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no zip archive.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IReadOnlyList<string> Names(string path)
    {
        using FileStream file = GzipFile.OpenPlain(path);
        return Guarded(path, () =>
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            return Names(archive);
        });
    }

    /// <summary>Reads an array into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The array's name, or null for the only one there is.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, there is no such array, it is empty, holds no plain numbers, more than an array can hold, an infinite number, or NaN where that is
    /// refused.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static DataSet Read(string path, string? name = null, ReadOptions? options = null)
    {
        using FileStream file = GzipFile.OpenPlain(path);
        return Read(file, path, name, options, new ArraySink(path));
    }

    /// <summary>Reads an array, however large, once into a temporary mapped file that goes with the data set.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The array's name, or null for the only one there is.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, there is no such array, it is empty, holds no plain numbers, an infinite number, or NaN where that is refused.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read, or the folder for temporary files is full.</exception>
    public static DataSet Open(string path, string? name = null, ReadOptions? options = null)
    {
        using FileStream file = GzipFile.OpenPlain(path);
        return Read(file, path, name, options, new FileSink());
    }

    /// <summary>Reads an array from a stream that can be sought in; the sink is given up where that fails.</summary>
    internal static DataSet Read(Stream stream, string path, string? name, ReadOptions? options, SampleSink sink)
    {
        using (sink)
        {
            return Guarded(path, () =>
            {
                using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
                ZipArchiveEntry entry = Find(archive, path, name);
                string where = $"{path}, {entry.FullName}";
                using var content = new CheckedStream(entry.Open(), entry.Length, entry.Crc32, where);
                return NpyReader.Read(content, where, options, sink);
            });
        }
    }

    private static ZipArchiveEntry Find(ZipArchive archive, string path, string? name)
    {
        string[] names = Names(archive);
        if (name is null && names.Length != 1)
        {
            throw new InvalidDataException($"{path}: there are {names.Length} arrays, {FileText.List(names)}: one has to be named.");
        }

        name ??= names[0];
        ZipArchiveEntry[] found = [.. archive.Entries.Where(entry => entry.FullName == name + Extension)];
        return found.Length == 1
            ? found[0]
            : throw new InvalidDataException($"{path}: there are {found.Length} arrays named '{name}' among {FileText.List(names)}.");
    }

    private static string[] Names(ZipArchive archive) =>
    [
        .. archive.Entries
            .Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
            .Select(entry => entry.FullName[..^Extension.Length]),
    ];

    /// <summary>Puts the file's name into whatever the unpacking complains about.</summary>
    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception) when (!exception.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: the zip archive is damaged: {exception.Message}", exception);
        }
    }
}
