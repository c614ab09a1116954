using System.IO.Compression;

namespace AeGen.Lab.Data;

/// <summary>The handwritten digits that the program carries with it: 1,797 grey images of 8 x 8 pixels in [0, 1].</summary>
internal static class Digits
{
    /// <summary>The division that every run uses, so that runs can be compared: 1,437 images to train on and 360 to test on.</summary>
    public static DataSplit Load() => LoadAll().Split(0.8, seed: 0);

    public static DataSet LoadAll()
    {
        using Stream packed = typeof(Digits).Assembly.GetManifestResourceStream("digits.csv.gz")
            ?? throw new InvalidOperationException("The digits are not in the assembly.");
        using var text = new GZipStream(packed, CompressionMode.Decompress);
        return CsvFile.Read(text, "digits.csv.gz", new CsvOptions { LabelColumn = ^1 }).Scale(1f / 16);
    }
}
