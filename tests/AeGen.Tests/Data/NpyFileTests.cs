using System.Runtime.InteropServices;
using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("<f4", "000020C0", -2.5f)]
    [InlineData(">f4", "C0200000", -2.5f)]
    [InlineData("<f8", "000000000000F83F", 1.5f)]
    [InlineData(">f8", "3FF8000000000000", 1.5f)]
    [InlineData("<f2", "00C1", -2.5f)]
    [InlineData(">f2", "C100", -2.5f)]
    [InlineData("|u1", "FF", 255f)]
    [InlineData("|i1", "FF", -1f)]
    [InlineData("<i1", "FE", -2f)]
    [InlineData("<i2", "FEFF", -2f)]
    [InlineData(">i2", "FFFE", -2f)]
    [InlineData("<u2", "FEFF", 65534f)]
    [InlineData(">u2", "FFFE", 65534f)]
    [InlineData("<i4", "00000100", 65536f)]
    [InlineData(">i4", "00010000", 65536f)]
    [InlineData("<u4", "00000080", 2147483648f)]
    [InlineData(">u4", "80000000", 2147483648f)]
    [InlineData("<i8", "0000000000000080", -9223372036854775808f)]
    [InlineData(">i8", "FFFFFFFFFFFFFFFF", -1f)]
    [InlineData("<u8", "0000000000000080", 9223372036854775808f)]
    [InlineData("|b1", "01", 1f)]
    public void Every_type_of_number_is_read(string type, string number, float expected)
    {
        DataSet set = Read(NpyBytes.Of(type, "(1,)", Convert.FromHexString(number)));

        Assert.Equal((1, 1), (set.Count, set.SampleSize));
        Assert.Equal(expected, set[0][0]);
    }

    [Fact]
    public void The_first_dimension_counts_samples_and_the_others_are_features()
    {
        byte[] numbers = [.. Enumerable.Range(0, 24).Select(value => (byte)value)];

        DataSet vector = Read(NpyBytes.Of("|u1", "(24,)", numbers));
        DataSet cube = Read(NpyBytes.Of("|u1", "(2, 3, 4)", numbers));

        Assert.Equal((24, 1), (vector.Count, vector.SampleSize));
        Assert.Equal((2, 12), (cube.Count, cube.SampleSize));
        Assert.Equal(numbers.Select(number => (float)number), cube.Samples.ToArray());
    }

    [Fact]
    public void Fortran_order_has_the_first_index_fastest()
    {
        // Element (i, j, k) of 2 x 3 x 4 is 100 i + 10 j + k; the file has i fastest and k slowest.
        byte[] numbers =
        [
            .. from k in Enumerable.Range(0, 4)
               from j in Enumerable.Range(0, 3)
               from i in Enumerable.Range(0, 2)
               select (byte)((100 * i) + (10 * j) + k),
        ];
        string path = folder.Write("turned.npy", NpyBytes.Of("|u1", "(2, 3, 4)", numbers, fortranOrder: true));
        float[] expected =
        [
            .. from i in Enumerable.Range(0, 2)
               from j in Enumerable.Range(0, 3)
               from k in Enumerable.Range(0, 4)
               select (float)((100 * i) + (10 * j) + k),
        ];

        using DataSet mapped = NpyFile.Open(path);

        Assert.Equal(expected, NpyFile.Read(path).Samples.ToArray());
        Assert.Equal(expected, mapped.Samples.ToArray());
    }

    [Fact]
    public void A_large_array_in_Fortran_order_is_turned_part_by_part()
    {
        const int Rows = 9_000;
        const int Columns = 70;
        ushort[] numbers = new ushort[Rows * Columns];
        for (int index = 0; index < numbers.Length; index++)
        {
            numbers[index] = (ushort)(((index % Rows) * 7) + (index / Rows));
        }

        DataSet set = Read(NpyBytes.Of("<u2", $"({Rows}, {Columns})", MemoryMarshal.AsBytes<ushort>(numbers), fortranOrder: true));

        float[] expected = [.. Enumerable.Range(0, Rows * Columns).Select(index => (float)(ushort)((index / Columns * 7) + (index % Columns)))];
        Assert.True(set.Samples.Span.SequenceEqual(expected));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_is_read_gzipped_or_plain(byte version)
    {
        byte[] content = NpyBytes.Of("{\"shape\": (2L, 1,), 'fortran_order':False,'descr': '|u1'}", [7, 9], version);

        Assert.Equal([7, 9], Read(content).Samples.ToArray());
        Assert.Equal([7, 9], NpyFile.Read(folder.WriteGzipped("packed.npy", content)).Samples.ToArray());
        using DataSet opened = NpyFile.Open(folder.WriteGzipped("packed.npy.gz", content));
        Assert.Equal([7, 9], opened.Samples.ToArray());
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "Python objects (type '|O')")]
    [InlineData("{'descr': 'O', 'fortran_order': False, 'shape': (1,)}", "Python objects")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", "'<c8'")]
    [InlineData("{'descr': '<U4', 'fortran_order': False, 'shape': (1,)}", "'<U4'")]
    [InlineData("{'descr': '|f4', 'fortran_order': False, 'shape': (1,)}", "'|f4'")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (1,)}", "''")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)}", "a list of fields")]
    [InlineData("{'descr': '|u1', 'fortran_order': 0, 'shape': (1,)}", "neither True nor False")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1)}", "no tuple")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}", "not a whole number")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1.5,)}", "there is no ')'")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (__import__('os').getpid(),)}", "not a whole number")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}", "64 bits")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': ()}", "a single number")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (0, 3)}", "empty")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296)}", "at most 2147483647")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 9223372036854775807, 9223372036854775807)}", "at most 2147483647")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647)}", "Open takes more")]
    [InlineData("{'descr': '|u1', 'fortran_order': False}", "missing")]
    [InlineData("{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,)}", "a key 'descr'")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'more': 1}", "a key 'more'")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,)", "there is no '}'")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} + {}", "after the closing brace")]
    [InlineData("{'descr': '|u1, 'fortran_order': False, 'shape': (1,)}", "type is '|u1, '")]
    [InlineData("{'descr", "does not end")]
    [InlineData("dict()", "there is no '{' ")]
    [InlineData("", "there is no '{'")]
    public void A_header_that_is_not_understood_is_refused_with_its_name_and_the_place(string literal, string message)
    {
        string refusal = Refused(NpyBytes.Of(literal, [1]));

        Assert.StartsWith("array", refusal, StringComparison.Ordinal);
        Assert.Contains(message.TrimEnd(), refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ends at offset 0")]
    [InlineData("934E554D50", "ends at offset 5")]
    [InlineData("504B030414000000", "504B03041400")]
    [InlineData("934E554D5059040000", "4.0")]
    [InlineData("934E554D5059010100", "1.1")]
    [InlineData("934E554D50590100", "ends at offset 8")]
    [InlineData("934E554D505901007600", "ends at offset 10")]
    [InlineData("934E554D50590200FFFFFFFF", "4294967295 bytes long")]
    public void A_broken_start_is_refused_with_the_place(string content, string message) =>
        Assert.Contains(message, Refused(Convert.FromHexString(content)), StringComparison.Ordinal);

    [Fact]
    public void Numbers_that_are_missing_left_over_or_impossible_are_refused_with_the_place()
    {
        Refuse(NpyBytes.Of("<f4", "(2,)", new byte[7]), "announces 76 bytes");
        Refuse(NpyBytes.Of("<f4", "(2,)", new byte[9]), "left at offset 76");
        Refuse(NpyBytes.Of("|b1", "(3,)", [0, 1, 2]), "offset 70 is 2");
        Refuse(NpyBytes.Of("<f8", "(1, 2)", [.. new byte[8], .. BitConverter.GetBytes(1e39)]), "offset 80 (sample 0, feature 1) is Infinity");
        Refuse(NpyBytes.Singles("(2, 2)", 1, 2, 3, float.NaN), "(sample 1, feature 1) is NaN");

        void Refuse(byte[] content, string message)
        {
            string path = folder.Write("broken.npy", content);
            Assert.Contains(message, Refused(content), StringComparison.Ordinal);
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => NpyFile.Read(path)).Message, StringComparison.Ordinal);
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => NpyFile.Open(path)).Message, StringComparison.Ordinal);
            Assert.Contains(message, Assert.Throws<InvalidDataException>(
                () => NpyFile.Read(folder.WriteGzipped("broken.npy.gz", content))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_announcement_allocates_nothing_by_itself()
    {
        byte[] bomb = NpyBytes.Of("<f4", "(500000000,)", [1, 2, 3]);
        byte[] turned = NpyBytes.Of("<f4", "(500000, 1000)", [1, 2, 3], fortranOrder: true);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Refused(bomb);
        Refused(turned);
        Assert.Throws<InvalidDataException>(() => NpyFile.Read(folder.WriteGzipped("bomb.npy.gz", bomb)));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void What_is_written_is_read_and_replaces_what_was_there()
    {
        string path = folder.Write("codes.npy", "something else");
        float[] codes = [1, -2.5f, float.MaxValue, float.Epsilon, -0f, 3];

        NpyFile.Write(path, codes, 2);

        DataSet read = NpyFile.Read(path);
        Assert.Equal((3, 2), (read.Count, read.SampleSize));
        Assert.Equal(codes.Select(BitConverter.SingleToUInt32Bits), read.Samples.ToArray().Select(BitConverter.SingleToUInt32Bits));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        byte[] content = File.ReadAllBytes(path);
        Assert.Equal(0, (content.Length - (codes.Length * sizeof(float))) % 64);
    }

    [Fact]
    public void A_matrix_that_is_no_matrix_is_refused_and_the_file_stays()
    {
        string path = folder.Write("codes.npy", "before");

        Assert.Throws<ArgumentException>(() => NpyFile.Write(path, new float[5], 2));
        Assert.Throws<ArgumentException>(() => NpyFile.Write(path, [], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => NpyFile.Write(path, new float[4], 0));
        Assert.Throws<DirectoryNotFoundException>(() => NpyFile.Write(Path.Combine(folder.Path, "nowhere", "codes.npy"), new float[4], 2));

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    private static DataSet Read(byte[] content) => NpyFile.Read(new MemoryStream(content), "array");

    private static string Refused(byte[] content) => Assert.Throws<InvalidDataException>(() => Read(content)).Message;
}
