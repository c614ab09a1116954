using System.IO.Compression;
using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

public sealed class NpzFileTests : IDisposable
{
    private static readonly byte[] First = NpyBytes.Singles("(2, 2)", 1, 2, 3, 4);
    private static readonly byte[] Second = NpyBytes.Of("|u1", "(3,)", [7, 8, 9]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Arrays_are_read_by_name_stored_or_deflated(CompressionLevel level)
    {
        string path = folder.Write("two.npz", Zip(level, ("first.npy", First), ("notes.txt", [1]), ("second.npy", Second)));

        Assert.Equal(["first", "second"], NpzFile.Names(path));
        Assert.Equal([1, 2, 3, 4], NpzFile.Read(path, "first").Samples.ToArray());
        Assert.Equal([7, 8, 9], NpzFile.Read(path, "second").Samples.ToArray());
        using DataSet mapped = NpzFile.Open(path, "first");
        Assert.Equal((2, 2), (mapped.Count, mapped.SampleSize));
        Assert.Equal([1, 2, 3, 4], mapped.Samples.ToArray());
    }

    [Fact]
    public void The_only_array_needs_no_name()
    {
        Assert.Equal([7, 8, 9], NpzFile.Read(folder.Write("one.npz", Zip(CompressionLevel.Optimal, ("x.npy", Second)))).Samples.ToArray());

        Assert.Contains("'a', 'b': one has to be named", Refused(("a.npy", First), ("b.npy", Second)), StringComparison.Ordinal);
        Assert.Contains("none", Refused(("notes.txt", First)), StringComparison.Ordinal);

        string Refused(params (string Name, byte[] Content)[] entries) => NpzFileTests.Refused(folder.Write("other.npz", Zip(CompressionLevel.Optimal, entries)));
    }

    [Fact]
    public void An_array_that_is_not_there_or_there_twice_is_named()
    {
        string path = folder.Write("twice.npz", Zip(CompressionLevel.Optimal, ("a.npy", First), ("a.npy", Second)));

        Assert.Contains("0 arrays named 'z' among 'a', 'a'", Refused(path, "z"), StringComparison.Ordinal);
        Assert.Contains("2 arrays named 'a'", Refused(path, "a"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_archive_is_refused_with_the_files_name()
    {
        string array = folder.Write("array.npz", First);
        string empty = folder.Write("empty.npz", string.Empty);
        string cut = folder.Write("cut.npz", Zip(CompressionLevel.Optimal, ("a.npy", First))[..^30]);

        foreach (string path in (string[])[array, empty, cut])
        {
            Assert.Contains(path, Refused(path), StringComparison.Ordinal);
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => NpzFile.Names(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_changed_number_is_told_by_the_check_sum()
    {
        byte[] content = Zip(CompressionLevel.NoCompression, ("a.npy", First));
        int place = content.AsSpan().IndexOf(First.AsSpan(^16));
        content[place + 2] ^= 1;

        string refusal = Refused(folder.Write("changed.npz", content));

        Assert.Contains("check sum", refusal, StringComparison.Ordinal);
        Assert.Contains("a.npy", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_array_is_named_with_its_place()
    {
        string path = folder.Write("short.npz", Zip(CompressionLevel.Optimal, ("a.npy", First[..^1]), ("b.npy", [.. Second, 0])));

        Assert.Contains("a.npy: the file ends at offset", Refused(path, "a"), StringComparison.Ordinal);
        Assert.Contains("b.npy: there are bytes left", Refused(path, "b"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_sum_is_that_of_zip_archives()
    {
        // The check value of CRC-32 in the catalogues.
        Assert.Equal(0xCBF43926u, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));
    }

    internal static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return content.ToArray();
    }

    private static string Refused(string path, string? name = null) =>
        Assert.Throws<InvalidDataException>(() => NpzFile.Read(path, name)).Message;
}
