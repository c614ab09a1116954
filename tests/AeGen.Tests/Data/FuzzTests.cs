using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using AeGen.Files;
using AeGen.Testing.Data;
using AeGen.Tests.Files;

namespace AeGen.Tests.Data;

/// <summary>Damaged files of every format: each is read, or refused with an <see cref="InvalidDataException"/>, and nothing else happens.</summary>
public sealed class FuzzTests
{
    private static readonly ReadOptions Drop = new() { MissingValues = MissingValues.DropRows };
    private static readonly byte[] Array = NpyBytes.Of("<f8", "(6, 2, 3)", MemoryMarshal.AsBytes<double>([.. Enumerable.Range(0, 36).Select(value => value / 8.0)]));

    private delegate DataSet Reader(byte[] content, bool drops);

    [Fact]
    public void Arrays() => Fuzz(
        7000,
        (content, drops) => NpyFile.Read(new MemoryStream(content), "fuzz", drops ? Drop : null),
        Array,
        NpyBytes.Of("<f4", "(5, 4)", new byte[80], fortranOrder: true),
        NpyBytes.Of("{'descr': '|b1', 'fortran_order': True, 'shape': (3L, 2, 2,), }", new byte[12], version: 2),
        NpyBytes.Of("{'descr': '>f2', 'fortran_order': False, 'shape': (7,), }", new byte[14], version: 3));

    [Fact]
    public void Archives_of_arrays() => Fuzz(
        5000,
        (content, drops) => NpzFile.Read(new MemoryStream(content), "fuzz", "a", drops ? Drop : null, new ArraySink("fuzz")),
        NpzFileTests.Zip(CompressionLevel.NoCompression, ("a.npy", Array)),
        NpzFileTests.Zip(CompressionLevel.Optimal, ("a.npy", Array), ("b.npy", Array)));

    [Fact]
    public void Tensors() => Fuzz(
        5000,
        (content, drops) =>
        {
            using var file = new SafetensorsFile(new MemoryStream(content), "fuzz");
            return TensorFile.Read(file, drops ? "a" : null, drops ? Drop : null, new ArraySink("fuzz"));
        },
        SafetensorsBuilder.File(("a", [3, 2], [1, 2, 3, 4, 5, 6])),
        SafetensorsBuilder.File("{'a':{'dtype':'F64','shape':[4,1,2],'data_offsets':[0,64]},'__metadata__':{'x':'y'}}", 64),
        SafetensorsBuilder.File("{'a':{'dtype':'BF16','shape':[12],'data_offsets':[0,24]}}", 24));

    [Fact]
    public void Tensors_that_are_mapped()
    {
        using var folder = new TemporaryFolder();
        int files = 0;
        Fuzz(
            1000,
            (content, drops) => TensorFile.Open(folder.Write($"fuzz{files++}.safetensors", content), "a", drops ? Drop : null),
            SafetensorsBuilder.File("{'b':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'a':{'dtype':'F16','shape':[3,2],'data_offsets':[2,14]}}   ", 14),
            SafetensorsBuilder.File(("b", [2], [0, 0]), ("a", [3, 2], [1, 2, 3, 4, 5, 6])));
    }

    [Fact]
    public void Raw_numbers() => Fuzz(
        1000,
        (content, drops) => RawFile.Read(new MemoryStream(content), "fuzz", 3, drops ? Drop : null, new ArraySink("fuzz")),
        MemoryMarshal.AsBytes<float>([1, 2, 3, 4, 5, 6, -7, 8e30f, 0]).ToArray());

    [Fact]
    public void Lines_of_numbers() => Fuzz(
        4000,
        (content, drops) => CsvFile.Read(
            new MemoryStream(content), "fuzz", new CsvOptions { MissingValues = drops ? MissingValues.DropRows : MissingValues.Refuse, LabelColumn = ^1 }),
        Encoding.UTF8.GetBytes("x,\"y, z\",class\n1,2.5,0\n-3e-2,\"4\",1\n,?,2\n"),
        Encoding.UTF8.GetBytes("1,2,3\r\n\r\n4,5,6\r\n"));

    [Fact]
    public void Idx_files() => Fuzz(
        2000,
        (content, _) => IdxFile.Read(new MemoryStream(content), "fuzz").ToDataSet(),
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 255, 102, 0, 255],
        [0, 0, 0x0E, 1, 0, 0, 0, 2, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]);

    [Fact]
    public void Files_that_are_mapped()
    {
        // A file of its own each: some file systems write one that is written over to the disk at once.
        using var folder = new TemporaryFolder();
        int files = 0;
        Fuzz(
            1000,
            (content, drops) => NpyFile.Open(folder.Write($"fuzz{files++}.npy", content), drops ? Drop : null),
            NpyBytes.Singles("(3, 2)", 1, 2, 3, 4, 5, 6),
            NpyBytes.Of("<f4", "(5, 4)", new byte[80], fortranOrder: true),
            TemporaryFolder.Gzip(NpyBytes.Singles("(3, 2)", 1, 2, 3, 4, 5, 6)));
    }

    private static void Fuzz(int count, Reader read, params byte[][] seeds)
    {
        var random = new Random(17);
        int accepted = 0, refused = 0;
        for (int index = 0; index < count; index++)
        {
            byte[] content = Mutate(seeds[index % seeds.Length], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using DataSet set = read(content, drops: index % 3 == 0);
                Assert.True(set.Count > 0 && set.Length == (long)set.Count * set.SampleSize);
                for (int sample = 0; sample < set.Count; sample++)
                {
                    Assert.All(set[sample].ToArray(), value => Assert.True(float.IsFinite(value)));
                }

                accepted++;
            }
            catch (InvalidDataException exception)
            {
                Assert.NotEmpty(exception.Message);
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"Content {index}, {Convert.ToBase64String(content)}: {exception}");
            }

            // A megabyte is buffers; what a damaged count announces would be far more.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }

        Assert.True(refused > count / 4, $"{refused} of {count} were refused.");
        Assert.True(accepted > 0, "Not one was read.");
    }

    /// <summary>A copy with one to four changes: bits and bytes, pieces cut out, put in, repeated or moved over others, and the end cut off.</summary>
    private static byte[] Mutate(byte[] content, Random random)
    {
        List<byte> bytes = [.. content];
        for (int change = random.Next(4); change >= 0 && bytes.Count > 0; change--)
        {
            int place = random.Next(bytes.Count), length = random.Next(1, Math.Min(16, bytes.Count - place) + 1);
            switch (random.Next(7))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 2:
                    // What counts, digits and signs are made of.
                    bytes[place] = "0123456789-'\",()\n\xFF\x7F\x80"u8[random.Next(20)];
                    break;
                case 3:
                    bytes.RemoveRange(place, length);
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(place, length));
                    break;
                case 5:
                    bytes.InsertRange(place, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256)));
                    break;
                default:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
            }
        }

        return [.. bytes];
    }
}
