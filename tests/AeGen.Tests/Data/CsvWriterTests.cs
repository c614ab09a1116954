using System.Globalization;
using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

public sealed class CsvWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_number_reads_back_as_it_was()
    {
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, 30_000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).Where(float.IsFinite)];
        values = [0f, -0f, float.MaxValue, float.MinValue, float.Epsilon, .. values[..29_000]];
        string path = folder.Write("codes.csv", "something else");

        CsvFile.Write(path, values, 5);

        DataSet read = CsvFile.Read(path);
        Assert.Equal(5, read.SampleSize);
        Assert.Equal(values.Select(BitConverter.SingleToUInt32Bits), read.Samples.ToArray().Select(BitConverter.SingleToUInt32Bits));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Names_are_quoted_where_they_need_it_and_read_back()
    {
        string path = Path.Combine(folder.Path, "named.csv");

        CsvFile.Write(path, [1, 2, 3, 4.5f], 4, ["x", "a,b", "say \"y\"", " z "]);

        Assert.Equal("x,\"a,b\",\"say \"\"y\"\"\",\" z \"\n1,2,3,4.5\n", File.ReadAllText(path));
        Assert.Equal([3, 4.5f, 2], CsvFile.Read(path, new CsvOptions { Columns = ["say \"y\"", " z ", "a,b"] }).Samples.ToArray());
    }

    [Fact]
    public void The_computers_culture_does_not_matter()
    {
        string path = Path.Combine(folder.Path, "culture.csv");
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            CsvFile.Write(path, new DataSet(new[] { -1.5f, 2e-20f }, 2));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal("-1.5,2E-20\n", File.ReadAllText(path));
    }

    [Fact]
    public void What_cannot_be_written_leaves_the_file_as_it_was()
    {
        string path = folder.Write("codes.csv", "before");

        Assert.Throws<ArgumentException>(() => CsvFile.Write(path, new float[5], 2));
        Assert.Throws<ArgumentException>(() => CsvFile.Write(path, new float[4], 2, ["x"]));
        Assert.Throws<ArgumentException>(() => CsvFile.Write(path, new float[4], 2, ["x", "y\nz"]));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }
}
