using System.Xml.Linq;

namespace AeGen.Lab.Report;

/// <summary>Draws square images side by side, as one picture within the page.</summary>
internal static class ImageStrip
{
    private const int Gap = 1;

    /// <summary>The side of square images of that many pixels, or 0 where there is none.</summary>
    public static int SideOf(int sampleSize)
    {
        int side = (int)Math.Round(Math.Sqrt(sampleSize));
        return side * side == sampleSize ? side : 0;
    }

    /// <summary>A figure of rows of images, each with its name; the first row's darkest and lightest numbers are black and white.</summary>
    public static XElement Grid(string title, int side, IEnumerable<(string Name, float[] Samples)> rows)
    {
        List<(string Name, float[] Samples)> all = [.. rows];
        (float black, float white) = (all[0].Samples.Min(), all[0].Samples.Max());
        return new XElement(
            "figure",
            new XElement("figcaption", title),
            Page.Wide(new XElement(
                "table",
                new XElement("tbody", all.Select(row => new XElement(
                    "tr", new XElement("td", row.Name), new XElement("td", Draw(row.Samples, side, black, white, $"{row.Name}: {title}"))))))));
    }

    /// <summary>An img element.</summary>
    /// <param name="samples">The images, row-major.</param>
    /// <param name="side">Each image's width and height.</param>
    /// <param name="black">The number that is black, and all below it.</param>
    /// <param name="white">The number that is white, and all above it.</param>
    /// <param name="description">What it shows, for whoever cannot see it.</param>
    public static XElement Draw(ReadOnlySpan<float> samples, int side, float black, float white, string description)
    {
        int count = samples.Length / (side * side);
        int width = (count * (side + Gap)) - Gap;
        byte[] pixels = new byte[2 * width * side];
        for (int index = 0; index < samples.Length; index++)
        {
            (int image, int row, int column) = (index / (side * side), index / side % side, index % side);
            float grey = white > black ? Math.Clamp((samples[index] - black) / (white - black), 0, 1) : 0;
            int position = 2 * ((row * width) + (image * (side + Gap)) + column);
            pixels[position] = (byte)MathF.Round(255 * grey);
            pixels[position + 1] = 255;
        }

        int scale = Math.Max(1, 56 / side);
        return new XElement(
            "img",
            new XAttribute("class", "strip"),
            new XAttribute("width", width * scale),
            new XAttribute("height", side * scale),
            new XAttribute("alt", description),
            new XAttribute("src", "data:image/png;base64," + Convert.ToBase64String(Png.Encode(pixels, width, side))));
    }
}
