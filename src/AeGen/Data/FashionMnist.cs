namespace AeGen;

/// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): 60,000 and 10,000 grey images of clothes, 28 x 28, in ten classes; MIT licence.</summary>
public static class FashionMnist
{
    /// <summary>Number of pixels of an image.</summary>
    public const int SampleSize = 28 * 28;

    /// <summary>The environment variable that names the folder to look in where none is given.</summary>
    public const string FolderVariable = "AEGEN_DATA";

    /// <summary>The folder into which Debian's package <c>dataset-fashion-mnist</c> installs the files.</summary>
    public const string DefaultFolder = "/usr/share/datasets/fashion-mnist";

    /// <summary>Reads the training and the test images, scaled to [0, 1], with their labels.</summary>
    /// <param name="folder">
    /// The folder with the four IDX files, gzipped or plain; null for the one that <see cref="FolderVariable"/> names, or else
    /// <see cref="DefaultFolder"/>. Files of the same names and sizes, such as MNIST's own, do as well.
    /// </param>
    /// <exception cref="FileNotFoundException">A file is missing; the message names the folder and the package to install.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or is not what its name says.</exception>
    public static DataSplit Load(string? folder = null)
    {
        folder ??= Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : DefaultFolder;
        return new DataSplit(Part(folder, "train"), Part(folder, "t10k"));
    }

    private static DataSet Part(string folder, string name)
    {
        string images = Find(folder, $"{name}-images-idx3-ubyte");
        DataSet set = IdxFile.ReadDataSet(images, Find(folder, $"{name}-labels-idx1-ubyte"));
        return set.SampleSize == SampleSize
            ? set
            : throw new InvalidDataException($"{images}: an image has {set.SampleSize} pixels where {SampleSize} are expected.");
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        string gzipped = plain + ".gz";
        return File.Exists(gzipped) ? gzipped
            : File.Exists(plain) ? plain
            : throw new FileNotFoundException(
                $"'{gzipped}' is missing. Fashion-MNIST is looked for in the folder '{folder}': install it with "
                + $"'apt-get install dataset-fashion-mnist', which fills {DefaultFolder}, or name a folder that has the four files "
                + $"in the environment variable {FolderVariable}.",
                gzipped);
    }
}
