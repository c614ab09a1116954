using System.IO.Compression;
using System.Runtime.InteropServices;
using AeGen.Testing.Data;
using AeGen.Tests.Files;

namespace AeGen.Tests.Data;

public sealed class DataFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_ending_chooses_the_reader_and_the_start_tells_IDX_from_CSV()
    {
        byte[] array = NpyBytes.Singles("(2, 2)", 1, 2, 3, 4);
        Expect(folder.Write("a.npy", array));
        Expect(folder.Write("A.NPY", array));
        Expect(folder.WriteGzipped("a.npy.gz", array));
        Expect(folder.Write("a.npz", NpzFileTests.Zip(CompressionLevel.Optimal, ("x.npy", array), ("y.npy", [0]))), new() { ArrayName = "x" });
        Expect(folder.Write("a.bin", MemoryMarshal.AsBytes<float>([1, 2, 3, 4]).ToArray()), new() { SampleSize = 2 });
        Expect(folder.Write("a.f32", MemoryMarshal.AsBytes<float>([1, 2, 3, 4]).ToArray()), new() { SampleSize = 2 });
        byte[] tensors = SafetensorsBuilder.File(("y", [1], [7]), ("x", [2, 2], [1, 2, 3, 4]));
        Expect(folder.Write("a.safetensors", tensors), new() { ArrayName = "x" });
        Expect(folder.Write("A.SafeTensors", SafetensorsBuilder.File(("x", [2, 2], [1, 2, 3, 4]))));
        Expect(folder.Write("a.csv", "1,2\n3,4\n"));
        Expect(folder.Write("a.txt", "1,9,2\n3,9,4\n"), new() { LabelColumn = 1 });
        Expect(folder.Write("a.csv", "1,2\n,9\n3,4\n"), new() { MissingValues = MissingValues.DropRows });
        Expect(folder.WriteGzipped("a.idx", [0, 0, 9, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]));

        static void Expect(string path, DataFileOptions? options = null)
        {
            using DataSet opened = DataFile.Open(path, options);
            foreach (DataSet set in (DataSet[])[DataFile.Read(path, options), opened])
            {
                Assert.Equal(2, set.SampleSize);
                Assert.Equal([1, 2, 3, 4], set.Samples.ToArray());
            }
        }
    }

    [Fact]
    public void What_cannot_be_chosen_is_refused()
    {
        string raw = folder.Write("a.bin", new byte[8]);

        Assert.Contains("SampleSize", Assert.Throws<ArgumentException>(() => DataFile.Read(raw)).Message, StringComparison.Ordinal);
        Assert.Contains("SampleSize", Assert.Throws<ArgumentException>(() => DataFile.Open(raw)).Message, StringComparison.Ordinal);
        Assert.Contains("unpack it", Assert.Throws<InvalidDataException>(
            () => DataFile.Read(folder.WriteGzipped("a.bin.gz", new byte[8]), new() { SampleSize = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("unpack it", Assert.Throws<InvalidDataException>(
            () => DataFile.Open(folder.Write("a.safetensors.gz", new byte[8]))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => DataFile.Open(Path.Combine(folder.Path, "nothing.npy")));
        Assert.Throws<ArgumentException>(() => DataFile.Read(string.Empty));
    }
}
