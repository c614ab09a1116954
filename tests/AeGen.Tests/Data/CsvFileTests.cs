using System.Globalization;
using System.Text;
using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

public sealed class CsvFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lines_become_samples_whether_gzipped_or_not()
    {
        const string Content = "1,2.5\r\n\r\n-3e-1, 4 \n";
        DataSet plain = CsvFile.Read(folder.Write("table.csv", Content));
        DataSet gzipped = CsvFile.Read(folder.WriteGzipped("packed.csv", Encoding.UTF8.GetBytes(Content)));

        Assert.Equal([1, 2.5f, -0.3f, 4], plain.Samples.ToArray());
        Assert.Equal(2, plain.SampleSize);
        Assert.Equal(plain.Samples.ToArray(), gzipped.Samples.ToArray());
    }

    [Theory]
    [InlineData("x,y\n1,2\n", CsvHeader.Auto)]
    [InlineData("\uFEFFx,y\n1,2\n", CsvHeader.Auto)]
    [InlineData("5,6\n1,2", CsvHeader.Present)]
    [InlineData("1,2", CsvHeader.None)]
    public void A_header_is_seen_or_told(string content, CsvHeader header) =>
        Assert.Equal([1, 2], Read(content, new CsvOptions { Header = header }).Samples.ToArray());

    [Fact]
    public void Columns_are_chosen_by_name_and_by_position_from_either_end()
    {
        const string Content = "x,\"y, z\",class\n1,2,7\n3,4,8\n";

        DataSet named = Read(Content, new CsvOptions { Columns = ["y, z", "x"], LabelColumn = "class" });
        DataSet counted = Read(Content, new CsvOptions { LabelColumn = ^1 });

        Assert.Equal([2, 1, 4, 3], named.Samples.ToArray());
        Assert.Equal([7, 8], named.Labels.ToArray());
        Assert.Equal([1, 2, 3, 4], counted.Samples.ToArray());
        Assert.Equal([7, 8], counted.Labels.ToArray());
    }

    [Fact]
    public void Cells_may_be_quoted_and_separated_by_other_characters()
    {
        Assert.Equal([1, 2], Read("\"1\" , \"2\"\n").Samples.ToArray());
        Assert.Equal([1, 2], Read("\"a\"\"b\";c\n1;2\n", new CsvOptions { Separator = ';', Columns = ["a\"b", "c"] }).Samples.ToArray());
        Assert.Equal([1, 2], Read("1\t2\n", new CsvOptions { Separator = '\t' }).Samples.ToArray());
        Assert.Throws<ArgumentException>(() => Read("1", new CsvOptions { Separator = '"' }));
    }

    [Fact]
    public void The_computers_culture_does_not_matter()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };

            Assert.Equal([-1.5f], Read("-1.5\n").Samples.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n \n", "empty")]
    [InlineData("x,y\n", "no data")]
    [InlineData("1,2\n3\n", "line 2: there are 1 cells and 2")]
    [InlineData("1,2\n\n3,4,5\n", "line 3: there are 3 cells and 2")]
    [InlineData("x,y\n1,two\n", "line 2, column 1 ('y'): 'two' is not a finite number")]
    [InlineData("1,x\n", "line 1, column 1: 'x'")]
    [InlineData("1,\n", "line 1, column 1: ''")]
    [InlineData("1,NaN\n", "'NaN'")]
    [InlineData("1,1e39\n", "'1e39'")]
    [InlineData("1,1.000,5\n2,3\n", "line 2")]
    [InlineData("\"1,2\n", "line 1: a quote is not closed")]
    [InlineData("\"1\"2,3\n", "line 1: there is something between")]
    public void Broken_text_is_refused_with_the_line_and_the_value(string content, string message)
    {
        string refusal = Assert.Throws<InvalidDataException>(() => Read(content)).Message;

        Assert.StartsWith("text", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named()
    {
        Assert.Contains("'z' in the header", Refused("x,y\n1,2\n", new CsvOptions { LabelColumn = "z" }), StringComparison.Ordinal);
        Assert.Contains("no header", Refused("1,2\n", new CsvOptions { LabelColumn = "z" }), StringComparison.Ordinal);
        Assert.Contains("no column 2 among 2", Refused("1,2\n", new CsvOptions { Columns = [0, 2] }), StringComparison.Ordinal);
        Assert.Contains("no column ^3 among 2", Refused("1,2\n", new CsvOptions { LabelColumn = ^3 }), StringComparison.Ordinal);
        Assert.Contains(
            "names 'x' more than once, at 0 and 2",
            Refused("x,y,x\n1,2,3\n", new CsvOptions { Columns = ["x"] }),
            StringComparison.Ordinal);
        Assert.Contains(
            "holds the labels and is among",
            Refused("x,y\n1,2\n", new CsvOptions { Columns = ["x", 1], LabelColumn = "y" }),
            StringComparison.Ordinal);
        Assert.Contains("no column is left", Refused("1\n", new CsvOptions { LabelColumn = 0 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,0.5\n")]
    [InlineData("1,a\n")]
    [InlineData("1,99999999999\n")]
    public void A_label_is_a_whole_number(string content) =>
        Assert.Contains("not a label", Refused(content, new CsvOptions { LabelColumn = 1 }), StringComparison.Ordinal);

    [Fact]
    public void A_file_without_line_breaks_does_not_fill_the_memory()
    {
        string path = folder.WriteGzipped("bomb.csv", new byte[(1 << 24) + 100]);

        Assert.Contains("longer than", Assert.Throws<InvalidDataException>(() => CsvFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private static string Refused(string content, CsvOptions options) =>
        Assert.Throws<InvalidDataException>(() => Read(content, options)).Message;

    private static DataSet Read(string content, CsvOptions? options = null) =>
        CsvFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(content)), "text", options);
}
