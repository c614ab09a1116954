using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private static readonly byte[] TwoImages = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 255, 102, 0, 255];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_become_numbers_from_0_to_1_whether_gzipped_or_not()
    {
        // The name says nothing: the content does.
        DataSet plain = IdxFile.ReadDataSet(folder.Write("images.gz", TwoImages));
        DataSet gzipped = IdxFile.ReadDataSet(folder.WriteGzipped("images", TwoImages));

        Assert.Equal((2, 3), (plain.Count, plain.SampleSize));
        Assert.Equal([0f, 0.2f, 1f, 0.4f, 0f, 1f], plain.Samples.ToArray().Select(value => MathF.Round(value, 6)));
        Assert.Equal(plain.Samples.ToArray(), gzipped.Samples.ToArray());
    }

    [Theory]
    [InlineData(0x08, "FF", 255f)]
    [InlineData(0x09, "FF", -1f)]
    [InlineData(0x0B, "FFFE", -2f)]
    [InlineData(0x0C, "00010000", 65536f)]
    [InlineData(0x0D, "C0200000", -2.5f)]
    [InlineData(0x0E, "3FF8000000000000", 1.5f)]
    public void Every_type_of_number_is_read(int type, string number, float expected)
    {
        var file = IdxFile.Read(folder.Write("one", [0, 0, (byte)type, 1, 0, 0, 0, 1, .. Convert.FromHexString(number)]));

        Assert.Equal((IdxType)type, file.Type);
        Assert.Equal([1], file.Dimensions);
        Assert.Equal([expected], file.Values.ToArray());
    }

    [Fact]
    public void A_large_array_arrives_whole()
    {
        byte[] numbers = new byte[300_000];
        new Random(1).NextBytes(numbers);
        byte[] content = [0, 0, 8, 2, 0, 0, 0x03, 0xE8, 0, 0, 0x01, 0x2C, .. numbers];

        var file = IdxFile.Read(folder.WriteGzipped("large", content));

        Assert.Equal(numbers.Select(number => (float)number), file.Values.ToArray());
    }

    [Fact]
    public void Labels_belong_to_their_samples()
    {
        string images = folder.Write("images", TwoImages);
        string labels = folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]);

        Assert.Equal([7, 9], IdxFile.ReadDataSet(images, labels).Labels.ToArray());

        string tooFew = folder.Write("few", [0, 0, 8, 1, 0, 0, 0, 1, 7]);
        Assert.Contains("1 labels, and 2 samples", Refused(() => IdxFile.ReadDataSet(images, tooFew)), StringComparison.Ordinal);
        Assert.Contains("one dimension", Refused(() => IdxFile.ReadDataSet(images, images)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "offset 0")]
    [InlineData("0000", "offset 2")]
    [InlineData("89504E47", "89504E47")]
    [InlineData("00000A0100000001FF", "not an IDX file")]
    [InlineData("00000800", "not an IDX file")]
    [InlineData("00000802000000020000", "offset 10")]
    [InlineData("0000080200000002000000030102030405", "ends at offset 17 and its header announces 18")]
    [InlineData("000008010000000201020304", "left at offset 10")]
    [InlineData("0000080100000000", "dimension 0")]
    [InlineData("00000801FFFFFFFF", "4294967295")]
    [InlineData("00000803000100000001000000010000", "dimension 1")]
    [InlineData("00000D01000000013F800000AA", "left at offset 12")]
    [InlineData("00000D01000000017FC00000", "offset 8")]
    [InlineData("00000E01000000017FEFFFFFFFFFFFFF", "finite in single precision")]
    public void A_broken_file_is_refused_with_its_name_and_the_place(string content, string message)
    {
        string path = folder.Write("broken.idx", Convert.FromHexString(content));

        string refusal = Refused(() => IdxFile.Read(path));

        Assert.Contains(path, refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_announcement_allocates_nothing_by_itself()
    {
        // Two thousand million numbers are announced and three are there.
        string path = folder.Write("bomb.idx", [0, 0, 8, 1, 0x70, 0, 0, 0, 1, 2, 3]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Refused(() => IdxFile.Read(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Damaged_gzip_data_is_refused_with_the_files_name()
    {
        byte[] packed = TemporaryFolder.Gzip([0, 0, 8, 1, 0, 0, 0x40, 0, .. new byte[0x4000]]);
        string cut = folder.Write("cut.gz", packed[..(packed.Length / 2)]);
        string garbled = folder.Write("garbled.gz", [.. packed[..10], .. Enumerable.Repeat((byte)0xFF, 40)]);

        Assert.Contains(cut, Refused(() => IdxFile.Read(cut)), StringComparison.Ordinal);
        Assert.Contains(garbled, Refused(() => IdxFile.Read(garbled)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_magic_tells_the_format_from_others()
    {
        Assert.True(IdxFile.HasMagic(folder.WriteGzipped("images", TwoImages)));
        Assert.False(IdxFile.HasMagic(folder.Write("table.csv", "1,2,3\n")));
        Assert.False(IdxFile.HasMagic(folder.Write("empty", string.Empty)));
    }

    private static string Refused(Action read) => Assert.Throws<InvalidDataException>(read).Message;
}
