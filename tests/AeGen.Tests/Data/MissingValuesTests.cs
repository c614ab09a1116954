using System.Runtime.InteropServices;
using System.Text;
using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

/// <summary>Samples that miss values, in every format that can have them.</summary>
public sealed class MissingValuesTests : IDisposable
{
    private static readonly ReadOptions Drop = new() { MissingValues = MissingValues.DropRows };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1,\n", "line 1, column 1: '' is not a finite number but a missing value")]
    [InlineData("x,y\n1,2\n3,?\n", "line 3, column 1 ('y'): '?' is not a finite number but a missing value")]
    [InlineData("1,nan\n", "'nan'")]
    [InlineData("1,two\n", "'two' is not a finite number.")]
    public void A_cell_without_a_value_is_refused_by_default(string content, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Csv(content, new CsvOptions())).Message, StringComparison.Ordinal);

    [Fact]
    public void Lines_that_miss_values_are_left_out_with_their_labels_and_counted()
    {
        const string Content = "x,y,label\n1,2,0\n,3,1\n4,NA,2\n5,6,3\n7,8,\n9,-999,4\n9,-999.0,4\n-9.99e2,9,5\n";
        var options = new CsvOptions { MissingValues = MissingValues.DropRows, LabelColumn = "label", MissingMarkers = ["NA", "-999"] };
        string path = folder.Write("table.csv", Content);

        DataSet read = Csv(Content, options);
        using DataSet opened = CsvFile.Open(path, options);

        foreach (DataSet set in (DataSet[])[read, opened])
        {
            Assert.Equal([1, 2, 5, 6], set.Samples.ToArray());
            Assert.Equal([0, 3], set.Labels.ToArray());
            Assert.Equal(6, set.DroppedRows);
        }

        Assert.Equal(6, read.Scale(2).DroppedRows);
        Assert.Equal(0, read.Subset([0]).DroppedRows);
    }

    [Theory]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData(';')]
    public void A_line_of_separators_is_one_of_missing_values_and_a_blank_one_is_none(char separator)
    {
        string content = $"1{separator}2\n{separator}\n\n \n3{separator}4\n";
        var options = new CsvOptions { Separator = separator };

        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => Csv(content, options)).Message, StringComparison.Ordinal);
        DataSet set = Csv(content, options with { MissingValues = MissingValues.DropRows });
        Assert.Equal([1, 2, 3, 4], set.Samples.ToArray());
        Assert.Equal(1, set.DroppedRows);
    }

    [Fact]
    public void A_line_that_is_left_out_must_make_sense_all_the_same()
    {
        var options = new CsvOptions { MissingValues = MissingValues.DropRows };

        Assert.Contains("'two'", Assert.Throws<InvalidDataException>(() => Csv("1,2\n,two\n", options)).Message, StringComparison.Ordinal);
        Assert.Contains("'1e39'", Assert.Throws<InvalidDataException>(() => Csv("1,2\n,1e39\n", options)).Message, StringComparison.Ordinal);
        Assert.Contains("1 cells", Assert.Throws<InvalidDataException>(() => Csv("1,2\n?\n", options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_line_of_missing_values_is_no_header() =>
        Assert.Equal([1, 2], Csv(",NA\n1,2\n", new CsvOptions { MissingValues = MissingValues.DropRows }).Samples.ToArray());

    [Fact]
    public void Arrays_and_raw_numbers_lose_the_samples_with_NaN()
    {
        float[] numbers = [1, 2, float.NaN, 3, 4, 5, 6, float.NaN];
        string npy = folder.Write("array.npy", NpyBytes.Singles("(4, 2)", numbers));
        string turned = folder.Write("turned.npy", NpyBytes.Of("<f4", "(4, 2)", MemoryMarshal.AsBytes<float>([1, float.NaN, 4, 6, 2, 3, 5, float.NaN]), fortranOrder: true));
        string raw = folder.Write("numbers.bin", MemoryMarshal.AsBytes<float>(numbers).ToArray());
        using DataSet openedNpy = NpyFile.Open(npy, Drop), openedTurned = NpyFile.Open(turned, Drop), openedRaw = RawFile.Open(raw, 2, Drop);

        foreach (DataSet set in (DataSet[])
            [NpyFile.Read(npy, Drop), NpyFile.Read(turned, Drop), RawFile.Read(raw, 2, Drop), openedNpy, openedTurned, openedRaw])
        {
            Assert.Equal([1, 2, 4, 5], set.Samples.ToArray());
            Assert.Equal(2, set.DroppedRows);
        }

        Assert.Contains("(sample 1, feature 0)", Assert.Throws<InvalidDataException>(() => NpyFile.Read(turned)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_longer_than_what_is_read_at_once_are_left_out_whole()
    {
        const int Size = 100_000;
        float[] numbers = [.. Enumerable.Range(0, 4 * Size).Select(index => (float)(index / Size))];
        numbers[(2 * Size) - 1] = float.NaN;
        numbers[2 * Size] = float.NaN;
        string path = folder.Write("long.bin", MemoryMarshal.AsBytes<float>(numbers).ToArray());
        using DataSet opened = RawFile.Open(path, Size, Drop);

        foreach (DataSet set in (DataSet[])[RawFile.Read(path, Size, Drop), opened])
        {
            Assert.Equal((2, 2L), (set.Count, set.DroppedRows));
            Assert.Equal(-1, set[0].IndexOfAnyExcept(0f));
            Assert.Equal(-1, set[1].IndexOfAnyExcept(3f));
        }
    }

    [Fact]
    public void Infinity_is_no_missing_value()
    {
        string path = folder.Write("numbers.bin", MemoryMarshal.AsBytes<float>([float.NaN, float.PositiveInfinity]).ToArray());

        Assert.Contains("feature 1", Assert.Throws<InvalidDataException>(() => RawFile.Read(path, 2, Drop)).Message, StringComparison.Ordinal);
        Assert.Contains("feature 1", Assert.Throws<InvalidDataException>(() => RawFile.Open(path, 2, Drop)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_which_nothing_is_left_is_refused()
    {
        string path = folder.Write("numbers.bin", MemoryMarshal.AsBytes<float>([float.NaN, 1]).ToArray());
        var options = new CsvOptions { MissingValues = MissingValues.DropRows };

        Assert.Contains("none is left", Assert.Throws<InvalidDataException>(() => RawFile.Open(path, 2, Drop)).Message, StringComparison.Ordinal);
        Assert.Contains("none is left", Assert.Throws<InvalidDataException>(() => Csv("x,y\n,1\n", options)).Message, StringComparison.Ordinal);
    }

    private static DataSet Csv(string content, CsvOptions options) => CsvFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(content)), "text", options);
}
