namespace AeGen;

/// <summary>Reads data files of every format there is a reader for, and chooses the reader.</summary>
/// <remarks>
/// The ending of the name decides, capitals or not: <c>.npy</c>, <c>.npz</c>, <c>.safetensors</c>, and <c>.bin</c> and <c>.f32</c> for raw numbers. Of all
/// other files those that begin as an IDX file does are one, and the rest are CSV. NPY, IDX and CSV may be gzipped, with a <c>.gz</c> after the ending or
/// without.
/// </remarks>
public static class DataFile
{
    /// <summary>Reads a file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The file is one of raw numbers, and no size of a sample is given.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or is not what its name says.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static DataSet Read(string path, DataFileOptions? options = null)
    {
        options ??= new DataFileOptions();
        return KindOf(path) switch
        {
            FileKind.Npy => NpyFile.Read(path, options),
            FileKind.Npz => NpzFile.Read(path, options.ArrayName, options),
            FileKind.Safetensors => TensorFile.Read(path, options.ArrayName, options),
            FileKind.Raw => RawFile.Read(path, SampleSize(path, options), options),
            FileKind.Idx => IdxFile.ReadDataSet(path),
            _ => CsvFile.Read(path, Csv(options)),
        };
    }

    /// <summary>Opens a file that may be larger than the memory: mapped as it is where its format allows, or converted into a temporary mapped file.</summary>
    /// <param name="path">The file; it must not change until the data set is disposed.</param>
    /// <param name="options">How it is read, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The file is one of raw numbers, and no size of a sample is given.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or is not what its name says.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read, or the folder for temporary files is full.</exception>
    public static DataSet Open(string path, DataFileOptions? options = null)
    {
        options ??= new DataFileOptions();
        return KindOf(path) switch
        {
            FileKind.Npy => NpyFile.Open(path, options),
            FileKind.Npz => NpzFile.Open(path, options.ArrayName, options),
            FileKind.Safetensors => TensorFile.Open(path, options.ArrayName, options),
            FileKind.Raw => RawFile.Open(path, SampleSize(path, options), options),
            FileKind.Idx => IdxFile.Open(path),
            _ => CsvFile.Open(path, Csv(options)),
        };
    }

    private static FileKind KindOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool isPacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        return Path.GetExtension(isPacked ? path[..^3] : path).ToUpperInvariant() switch
        {
            ".NPY" => FileKind.Npy,
            ".NPZ" or ".SAFETENSORS" or ".BIN" or ".F32" when isPacked =>
                throw new InvalidDataException($"{path}: files of this kind are not read gzipped; unpack it first."),
            ".NPZ" => FileKind.Npz,
            ".SAFETENSORS" => FileKind.Safetensors,
            ".BIN" or ".F32" => FileKind.Raw,
            _ => IdxFile.HasMagic(path) ? FileKind.Idx : FileKind.Csv,
        };
    }

    private static int SampleSize(string path, DataFileOptions options) => options.SampleSize ?? throw new ArgumentException(
        $"'{path}' is a file of raw numbers, which does not say how many make up a sample: {nameof(options.SampleSize)} must.", nameof(options));

    private static CsvOptions Csv(DataFileOptions options) => new()
    {
        LabelColumn = options.LabelColumn, MissingValues = options.MissingValues, Scaling = options.Scaling,
    };

    private enum FileKind
    {
        Csv,
        Idx,
        Npy,
        Npz,
        Raw,
        Safetensors,
    }
}
