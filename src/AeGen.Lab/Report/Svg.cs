using System.Globalization;
using System.Xml.Linq;

namespace AeGen.Lab.Report;

/// <summary>The elements that charts are drawn with; a style sheet's classes give them their colours.</summary>
internal static class Svg
{
    public static XElement Picture(double width, double height, string description) => new(
        "svg",
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
        new XAttribute("role", "img"),
        new XAttribute("aria-label", description));

    public static XElement Line(double x1, double y1, double x2, double y2, string name) =>
        Path($"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}", name);

    /// <summary>A line through points.</summary>
    public static XElement Curve(IEnumerable<(double X, double Y)> points, string name, string title)
    {
        string[] places = [.. points.Select(point => $"{Number(point.X)} {Number(point.Y)}")];

        // A path of a single point is invisible without a stroke of no length.
        return Titled(Path("M" + string.Join('L', places) + (places.Length == 1 ? "h0" : string.Empty), name), title);
    }

    /// <summary>Points, as strokes of no length with round ends.</summary>
    public static XElement Dots(IEnumerable<(double X, double Y)> points, string name, string title) =>
        Titled(Path(string.Concat(points.Select(point => $"M{Number(point.X)} {Number(point.Y)}h0")), name), title);

    public static XElement Text(double x, double y, string anchor, string text, bool upright = false) => new(
        "text",
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("text-anchor", anchor),
        upright ? new XAttribute("transform", $"rotate(-90 {Number(x)} {Number(y)})") : null,
        text);

    /// <summary>A list of what the classes stand for, above a picture, where it never covers anything.</summary>
    public static XElement Legend(IEnumerable<(string Name, string Class)> entries) => new(
        "ul",
        new XAttribute("class", "legend"),
        entries.Select(entry => new XElement(
            "li",
            new XElement(
                "svg",
                new XAttribute("width", 28),
                new XAttribute("height", 10),
                new XAttribute("aria-hidden", "true"),
                Path(entry.Class.StartsWith("dots", StringComparison.Ordinal) ? "M14 5h0" : "M0 5H28", entry.Class)),
            " " + entry.Name)));

    private static XElement Path(string data, string name) => new("path", new XAttribute("d", data), new XAttribute("class", name));

    private static XElement Titled(XElement element, string title)
    {
        element.Add(new XElement("title", title));
        return element;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
