using System.Security.Cryptography;

namespace AeGen.Lab.Data;

/// <summary>Data under the name that it has in tables and reports.</summary>
internal sealed record LabData(string Name, DataSplit Split)
{
    public const string DigitsName = "digits";
    public const string FashionMnistName = "fashion-mnist";
    public const string FashionMnistTitle = "Fashion-MNIST";

    /// <summary>SHA-256 of the 10,000 test images' bytes.</summary>
    private const string FashionMnistTestPixels = "C867C93FF95360594E8EC3287995350B824DD110B11595C0E13D5423F621867A";

    public DataSet Train => Split.Train;

    public DataSet Test => Split.Test;

    /// <summary>Loads data by name, from a folder with the four IDX files, or from a file, which is divided 80 : 20.</summary>
    public static LabData Load(DataRequest request) => request.Name switch
    {
        DigitsName => new LabData("digits", Digits.Load()),
        FashionMnistName => FromFolder(
            Environment.GetEnvironmentVariable(FashionMnist.FolderVariable) is { Length: > 0 } named ? named : FashionMnist.DefaultFolder),
        _ when Directory.Exists(request.Name) => FromFolder(request.Name),
        _ => new LabData(Path.GetFileName(request.Name), Divide(Read(request, DataFile.Read), request.Name)),
    };

    /// <summary>Reads a file.</summary>
    /// <param name="request">Which file, and how.</param>
    /// <param name="read">Reads it into memory, or opens it.</param>
    /// <param name="sampleSize">Number of features of a sample, for a file that does not say it; null where that is not known.</param>
    public static DataSet Read(DataRequest request, Func<string, DataFileOptions, DataSet> read, int? sampleSize = null)
    {
        if (!File.Exists(request.Name))
        {
            throw new UsageException(
                $"There is no data set, folder or file '{request.Name}'; data is '{DigitsName}', '{FashionMnistName}', a folder with Fashion-MNIST's or MNIST's "
                + "files, or a CSV, IDX, NPY, NPZ or safetensors file.");
        }

        try
        {
            DataSet set = read(request.Name, new DataFileOptions { LabelColumn = request.Label, ArrayName = request.Array, SampleSize = sampleSize });
            if (request.Scale == 1)
            {
                return set;
            }

            using (set)
            {
                return set.Scale(request.Scale);
            }
        }
        catch (ArgumentException exception)
        {
            // Raw numbers without the size of a sample, or a scale that makes a number infinite.
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>
    /// The four IDX files of a folder, under its name unless they are Fashion-MNIST's: others, such as MNIST's own, have the same names.
    /// </summary>
    private static LabData FromFolder(string folder)
    {
        DataSplit split = FashionMnist.Load(folder);
        return new LabData(
            IsFashionMnist(split.Test) ? FashionMnistTitle : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            split);
    }

    private static bool IsFashionMnist(DataSet test)
    {
        byte[] pixels = new byte[test.Samples.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)MathF.Round(255 * test.Samples.Span[i]);
        }

        return Convert.ToHexString(SHA256.HashData(pixels)) == FashionMnistTestPixels;
    }

    private static DataSplit Divide(DataSet set, string name) => set.Count >= 5
        ? set.Split(0.8, seed: 0)
        : throw new InvalidDataException($"{name}: {set.Count} samples are too few to train on and to test on.");
}

/// <summary>Which data, and how its file is read.</summary>
/// <param name="Name">A data set's name, a folder or a file.</param>
/// <param name="Label">The column of a CSV file that holds labels, or null.</param>
/// <param name="Scale">The factor by which a file's numbers are multiplied.</param>
/// <param name="Array">The name of the array in an NPZ file or of the tensor in a safetensors file, or null for the only one.</param>
internal sealed record DataRequest(string Name, CsvColumn? Label = null, float Scale = 1, string? Array = null);
