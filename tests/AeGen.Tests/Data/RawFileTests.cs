using System.Runtime.InteropServices;
using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

public sealed class RawFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Numbers_become_samples_of_the_size_told()
    {
        string path = Write(1, 2, 3, 4, 5, 6);

        DataSet read = RawFile.Read(path, 3);
        using DataSet opened = RawFile.Open(path, 2);

        Assert.Equal((2, 3), (read.Count, read.SampleSize));
        Assert.Equal([1, 2, 3, 4, 5, 6], read.Samples.ToArray());
        Assert.Equal((3, 2), (opened.Count, opened.SampleSize));
        Assert.Equal([5, 6], opened[2].ToArray());
    }

    [Fact]
    public void Numbers_that_look_gzipped_are_numbers()
    {
        float number = BitConverter.ToSingle([0x1F, 0x8B, 0x08, 0x40]);

        Assert.Equal([number, 1], RawFile.Read(Write(number, 1), 2).Samples.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(17)]
    public void A_length_that_is_no_whole_number_of_samples_is_refused(int length)
    {
        string path = folder.Write("odd.bin", new byte[length]);

        string refusal = Assert.Throws<InvalidDataException>(() => RawFile.Read(path, 2)).Message;

        Assert.Contains(path, refusal, StringComparison.Ordinal);
        Assert.Contains($"{length} bytes", refusal, StringComparison.Ordinal);
        Assert.Equal(refusal, Assert.Throws<InvalidDataException>(() => RawFile.Open(path, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => RawFile.Read(path, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RawFile.Open(path, 0));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused_with_the_place(float number)
    {
        string path = Write(1, 2, 3, number);

        string refusal = Assert.Throws<InvalidDataException>(() => RawFile.Read(path, 2)).Message;

        Assert.Contains("offset 12 (sample 1, feature 1)", refusal, StringComparison.Ordinal);
        Assert.Equal(refusal, Assert.Throws<InvalidDataException>(() => RawFile.Open(path, 2)).Message);
    }

    private string Write(params ReadOnlySpan<float> numbers) => folder.Write("numbers.bin", MemoryMarshal.AsBytes(numbers).ToArray());
}
