namespace AeGen.Lab.Data;

/// <summary>Data under the name that it has in tables and reports.</summary>
internal sealed record LabData(string Name, DataSplit Split)
{
    public const string DigitsName = "digits";
    public const string FashionMnistName = "fashion-mnist";

    public DataSet Train => Split.Train;

    public DataSet Test => Split.Test;

    /// <summary>Loads data by name, from a folder with the four IDX files, or from a file, which is divided 80 : 20.</summary>
    public static LabData Load(DataRequest request) => request.Name switch
    {
        DigitsName => new LabData("digits", Digits.Load()),
        FashionMnistName => new LabData("Fashion-MNIST", FashionMnist.Load()),
        _ when Directory.Exists(request.Name) => new LabData(Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Name)), FashionMnist.Load(request.Name)),
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
