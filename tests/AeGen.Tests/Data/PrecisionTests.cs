using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using AeGen.Testing.Data;
using AeGen.Tests.Files;

namespace AeGen.Tests.Data;

/// <summary>Columns whose numbers single precision cannot tell apart are refused, and no others.</summary>
public sealed class PrecisionTests : IDisposable
{
    /// <summary>The milliseconds since 1970 of a thousand seconds.</summary>
    private static readonly double[] Times = [.. Enumerable.Range(0, 1000).Select(second => 1.7e12 + (1000.0 * second))];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_column_of_times_is_refused_by_name_with_what_to_do()
    {
        // What would become of them otherwise: hardly more than one number for each two minutes.
        Assert.InRange(Times.Select(time => (float)time).Distinct().Count(), 2, 9);

        string message = Assert.Throws<InvalidDataException>(() => Csv(Times)).Message;

        Assert.Contains("the numbers of column 1 ('time'), 1700000000000 to 1700000999000", message, StringComparison.Ordinal);
        Assert.Contains("Take 1700000000000 off it while it is read, with a Scaling of the options", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scaling_on_the_way_keeps_every_number()
    {
        DataSet data = Csv(Times, new Scaling([0, 1.7e12], [1, 1e-3]));

        Assert.Equal(Enumerable.Range(0, 1000).Select(second => (float)second), Enumerable.Range(0, 1000).Select(row => data[row][1]));
        Assert.Contains("take more off", Assert.Throws<InvalidDataException>(() => Csv(Times, new([0, 0], [1, 1e-3]))).Message,
            StringComparison.Ordinal);
        Assert.Contains("The scaling has 1 features; 2 are read", Assert.Throws<ArgumentException>(() => Csv(Times, new([0], [1]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_is_refused_in_any_order_and_over_any_time()
    {
        double[] shuffled = [.. Times];
        new Random(3).Shuffle(shuffled);
        Assert.Throws<InvalidDataException>(() => Csv(shuffled));

        // A year, whose seconds come in two stretches far from each other.
        Assert.Throws<InvalidDataException>(() => Csv([.. Times, .. Times.Select(time => time + 3e10)]));
    }

    [Fact]
    public void Other_files_are_refused_likewise()
    {
        byte[] doubles = MemoryMarshal.AsBytes<double>(Times).ToArray();
        byte[] integers = MemoryMarshal.AsBytes<long>(Array.ConvertAll(Times, time => (long)time)).ToArray();
        float[] small = [.. Enumerable.Range(0, 1000)];
        byte[] byFeature = [.. MemoryMarshal.AsBytes<double>(Array.ConvertAll(small, value => (double)value)), .. doubles];

        Refused("array.npy", NpyBytes.Of("<f8", "(1000, 1)", doubles), "column 0");
        Refused("integers.npy", NpyBytes.Of("<i8", "(1000, 1)", integers), "column 0");
        Refused("fortran.npy", NpyBytes.Of("<f8", "(1000, 2)", byFeature, fortranOrder: true), "column 1");
        Refused("tensor.safetensors",
            SafetensorsBuilder.File("{\"x\":{\"dtype\":\"F64\",\"shape\":[1000,1],\"data_offsets\":[0,8000]}}", doubles), "column 0");

        void Refused(string name, byte[] content, string column)
        {
            string path = folder.Write(name, content);
            foreach (Func<string, DataFileOptions?, DataSet> read in (ReadOnlySpan<Func<string, DataFileOptions?, DataSet>>)[DataFile.Read,
                DataFile.Open])
            {
                string message = Assert.Throws<InvalidDataException>(() => read(path, null)).Message;
                Assert.Contains($"{column}, 1700000000000 to 1700000999000", message, StringComparison.Ordinal);
                Assert.Contains("before the file is written", message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Numbers_that_only_have_more_digits_are_read()
    {
        var random = new Random(4);
        Csv([.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())]);
        Csv([.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble()).Order()]);

        // One value but for rounding errors of double precision, one value that is none of single precision, and two that are.
        Csv([.. Enumerable.Range(0, 100).Select(row => row % 2 == 0 ? 0.3 : 0.1 + 0.2)]);
        Csv([.. Enumerable.Repeat(1.7e12 + 1, 100)]);
        Assert.Equal(1e8f + 8, Csv([1e8, 1e8 + 8])[1][1]);

        // A narrow spread far from 0, whose numbers stay apart.
        Csv([.. Enumerable.Range(0, 100).Select(row => Math.Round(300 + (row * 1e-4), 4))]);
    }

    private static DataSet Csv(double[] column, Scaling? scaling = null)
    {
        var text = new StringBuilder("row,time\n");
        for (int row = 0; row < column.Length; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{column[row]:R}\n");
        }

        return CsvFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "text", new CsvOptions { Scaling = scaling });
    }
}
