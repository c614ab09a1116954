using System.Runtime.InteropServices;
using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

/// <summary>Data sets over mapped files.</summary>
public sealed class MappedDataSetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Numbers_as_memory_has_them_are_mapped_in_place()
    {
        string path = folder.Write("array.npy", NpyBytes.Singles("(2, 3)", 1, 2, 3, 4, 5, 6));
        using DataSet set = NpyFile.Open(path);
        Assert.Equal([4, 5, 6], set[1].ToArray());

        // Only because it is mapped and not copied, the set sees what changes in the file.
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Seek(-sizeof(float), SeekOrigin.End);
            file.Write(BitConverter.GetBytes(9f));
        }

        Assert.Equal([4, 5, 9], set[1].ToArray());
    }

    [Fact]
    public void Numbers_that_are_not_aligned_are_converted()
    {
        byte[] content = NpyBytes.Singles("(2,)", 1, 2);
        content[8]++;
        int end = content.Length - 8;
        using DataSet set = NpyFile.Open(folder.Write("odd.npy", [.. content[..end], (byte)' ', .. content[end..]]));

        Assert.Equal([1, 2], set.Samples.ToArray());
    }

    [Fact]
    public void Other_sources_are_converted_to_the_same_numbers()
    {
        string idx = folder.WriteGzipped("images", [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 51, 255, 102]);
        string labels = folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]);
        using DataSet images = IdxFile.Open(idx, labels);
        Assert.Equal(IdxFile.ReadDataSet(idx).Samples.ToArray(), images.Samples.ToArray());
        Assert.Equal([7, 9], images.Labels.ToArray());

        string csv = folder.Write("table.csv", "x,y,c\n1,2.5,3\n-1e-3,4,5\n");
        var options = new CsvOptions { LabelColumn = "c" };
        using DataSet table = CsvFile.Open(csv, options);
        Assert.Equal([1, 2.5f, -1e-3f, 4], table.Samples.ToArray());
        Assert.Equal([3, 5], table.Labels.ToArray());

        string doubles = folder.Write("array.npy", NpyBytes.Of(">f8", "(2,)", Convert.FromHexString("3FF8000000000000C000000000000000")));
        using DataSet array = NpyFile.Open(doubles);
        Assert.Equal([1.5f, -2], array.Samples.ToArray());
    }

    [Fact]
    public void Copies_are_what_those_of_an_array_are()
    {
        float[] numbers = [.. Enumerable.Range(0, 200).Select(value => (float)value)];
        var inMemory = new DataSet(numbers, 2);
        using DataSet mapped = RawFile.Open(WriteRaw(numbers), 2);
        (DataSet train, DataSet test) = inMemory.Split(0.3, seed: 2);
        (DataSet mappedTrain, DataSet mappedTest) = mapped.Split(0.3, seed: 2);
        using DataSet scaled = mapped.Scale(0.5f), standard = Scaling.Standard(mapped).Apply(mapped);
        using (mappedTrain)
        using (mappedTest)
        {
            Assert.Equal(train.Samples.ToArray(), mappedTrain.Samples.ToArray());
            Assert.Equal(test.Samples.ToArray(), mappedTest.Samples.ToArray());
            Assert.Equal(inMemory.Scale(0.5f).Samples.ToArray(), scaled.Samples.ToArray());
            Assert.Equal(Scaling.Standard(inMemory).Apply(inMemory).Samples.ToArray(), standard.Samples.ToArray());
        }

        string npy = Path.Combine(folder.Path, "copy.npy"), csv = Path.Combine(folder.Path, "copy.csv");
        NpyFile.Write(npy, mapped);
        CsvFile.Write(csv, mapped);
        Assert.Equal(numbers, NpyFile.Read(npy).Samples.ToArray());
        Assert.Equal(numbers, CsvFile.Read(csv).Samples.ToArray());
    }

    [Fact]
    public void A_disposed_set_says_so()
    {
        DataSet set = RawFile.Open(WriteRaw(1, 2, 3), 1);
        ReadOnlyMemory<float> samples = set.Samples;

        set.Dispose();
        set.Dispose();

        Assert.Throws<ObjectDisposedException>(() => set[0].Length);
        Assert.Throws<ObjectDisposedException>(() => set.Samples);
        Assert.Throws<ObjectDisposedException>(() => samples.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => set.Pin());
    }

    [Fact]
    public void A_set_in_memory_survives_its_disposal()
    {
        var set = new DataSet(new float[] { 1, 2 }, 1);
        set.Dispose();

        Assert.Equal([1, 2], set.Samples.ToArray());
    }

    [Fact]
    public void Positions_out_of_range_are_refused()
    {
        using DataSet mapped = RawFile.Open(WriteRaw(1, 2, 3, 4), 2);
        foreach (DataSet set in (DataSet[])[mapped, new(new float[4], 2)])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => set[2].Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => set[-1].Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => set.Rows(1, 2).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => set.Rows(0, -1).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => set.Rows(int.MaxValue, int.MaxValue).Length);
            Assert.Equal(4, set.Rows(0, 2).Length);
            Assert.Equal(0, set.Rows(2, 0).Length);
        }
    }

    [Fact]
    public void A_set_may_have_more_numbers_than_a_span_can_hold()
    {
        // A sparse file: the disk holds the last sample only.
        const int Size = 4096;
        const int Count = (int)((1L << 31) / Size) + 3;
        string path = Path.Combine(folder.Path, "large.bin");
        using (FileStream file = File.Create(path))
        {
            file.Seek(((long)Count * Size * sizeof(float)) - sizeof(float), SeekOrigin.Begin);
            file.Write(BitConverter.GetBytes(7f));
        }

        var mapped = new MappedFloats(GzipFile.OpenPlain(path), 0, (long)Count * Size);
        using var set = new DataSet(mapped, Size, labels: default, droppedRows: 0);

        Assert.Equal((Count, (long)Count * Size), (set.Count, set.Length));
        Assert.Equal(7, set[Count - 1][Size - 1]);
        Assert.Equal(7, set.Rows(Count - 2, 2)[^1]);
        using DataSet last = set.Subset([Count - 1, 0]);
        Assert.Equal((7, 0), (last[0][Size - 1], last[1][Size - 1]));
        string refusal = Assert.Throws<InvalidOperationException>(() => set.Samples).Message;
        Assert.Contains("2147483647", refusal, StringComparison.Ordinal);
        Assert.Contains("2147495936", refusal, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Rows(0, Count).Length);
    }

    private string WriteRaw(params ReadOnlySpan<float> numbers) => folder.Write("numbers.bin", MemoryMarshal.AsBytes(numbers).ToArray());
}
