using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using AeGen.Lab.Report;

namespace AeGen.Tests.Lab;

public class ReportTests
{
    [Theory]
    [InlineData(0.7, 9.5)]
    [InlineData(2, 2.3)]
    [InlineData(1e-7, 1)]
    [InlineData(5, 5)]
    [InlineData(3e-12, 4e9)]
    public void The_labels_of_an_axis_do_not_touch(double low, double high)
    {
        XElement figure = new LineChart("title", "x", "y", [new Series("line", 0, [(1, low), (7, high)])]).Draw();

        var heights = figure.Descendants("text").Where(text => text.Attribute("text-anchor")!.Value == "end")
            .Select(text => double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture)).Order().ToList();
        Assert.InRange(heights.Count, 2, 10);
        Assert.All(heights.Zip(heights.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 14, $"{pair}"));
        Assert.All(heights, height => Assert.InRange(height, 10, 300));
    }

    [Fact]
    public void What_a_logarithmic_axis_cannot_show_is_left_out()
    {
        XElement figure = new LineChart("t", "x", "y", [new Series("a < b & c", 0, [(1, -1), (2, 0), (3, double.NaN)])]).Draw();

        Assert.Contains("nothing to show", figure.Value, StringComparison.Ordinal);
        Assert.Contains("a < b & c", XElement.Parse(figure.ToString()).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_unpacks_to_its_pixels()
    {
        byte[] pixels = [0, 255, 10, 255, 20, 0, 30, 255];

        byte[] file = Png.Encode(pixels, 2, 2);

        // Signature 8, header chunk 25, then the length of the data chunk and its name.
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        zlib.CopyTo(unpacked);
        Assert.Equal([0, 0, 255, 10, 255, 0, 20, 0, 30, 255], unpacked.ToArray());

        // The end chunk is always the same, with its check sum.
        Assert.Equal("0000000049454E44AE426082", Convert.ToHexString(file.AsSpan(file.Length - 12)));
    }

    [Theory]
    [InlineData(64, 8)]
    [InlineData(784, 28)]
    [InlineData(60, 0)]
    public void Only_square_samples_are_images(int pixels, int side) => Assert.Equal(side, ImageStrip.SideOf(pixels));
}
