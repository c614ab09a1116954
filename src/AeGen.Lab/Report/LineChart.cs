using System.Globalization;
using System.Xml.Linq;

namespace AeGen.Lab.Report;

/// <summary>Draws lines over a linear x axis and a logarithmic y axis as SVG, with a legend above that never covers them.</summary>
internal sealed class LineChart(string title, string xLabel, string yLabel, IReadOnlyList<Series> series)
{
    private const double Width = 720;
    private const double Height = 340;
    private const double Left = 72;
    private const double Right = 16;
    private const double Top = 12;
    private const double Bottom = 48;

    private readonly IReadOnlyList<Series> shown =
        [.. series.Select(line => line with { Points = [.. line.Points.Where(point => point.Y > 0 && double.IsFinite(point.Y))] })];

    /// <summary>A figure element.</summary>
    public XElement Draw() => new(
        "figure",
        new XElement("figcaption", title),
        new XElement("ul", new XAttribute("class", "legend"), shown.Select(Legend)),
        shown.Any(line => line.Points.Count > 0)
            ? Plot()
            : new XElement("p", "There is nothing to show: no value is above zero."));

    private static XElement Legend(Series line) => new(
        "li",
        new XElement(
            "svg",
            new XAttribute("width", 28),
            new XAttribute("height", 10),
            new XAttribute("aria-hidden", "true"),
            new XElement("path", new XAttribute("d", "M0 5H28"), new XAttribute("class", Class(line)))),
        " " + line.Name);

    private static string Class(Series line) => $"line c{line.Color}" + (line.Dashed ? " dashed" : string.Empty);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static XElement Line(double x1, double y1, double x2, double y2, string name) => new(
        "path",
        new XAttribute("d", $"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}"),
        new XAttribute("class", name));

    private static XElement Text(double x, double y, string anchor, string text, bool upright = false) => new(
        "text",
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("text-anchor", anchor),
        upright ? new XAttribute("transform", $"rotate(-90 {Number(x)} {Number(y)})") : null,
        text);

    private XElement Plot()
    {
        var points = shown.SelectMany(line => line.Points).ToList();
        (Axis? x, Axis? y) = (Horizontal(points.Min(point => point.X), points.Max(point => point.X)), Vertical(points.Min(p => p.Y), points.Max(p => p.Y)));

        var svg = new XElement(
            "svg",
            new XAttribute("viewBox", $"0 0 {Number(Width)} {Number(Height)}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", $"{title}: {yLabel} over {xLabel}"));
        foreach (double tick in y.Ticks)
        {
            svg.Add(Line(Left, y.Place(tick), Width - Right, y.Place(tick), "grid"));
            svg.Add(Text(Left - 8, y.Place(tick) + 4, "end", tick.ToString("0.######", CultureInfo.InvariantCulture)));
        }

        foreach (double tick in x.Ticks)
        {
            svg.Add(Line(x.Place(tick), Height - Bottom, x.Place(tick), Height - Bottom + 5, "axis"));
            svg.Add(Text(x.Place(tick), Height - Bottom + 20, "middle", tick.ToString("0.######", CultureInfo.InvariantCulture)));
        }

        svg.Add(Line(Left, Height - Bottom, Width - Right, Height - Bottom, "axis"));
        svg.Add(Line(Left, Top, Left, Height - Bottom, "axis"));
        svg.Add(Text((Left + Width - Right) / 2, Height - 8, "middle", xLabel));
        svg.Add(Text(14, (Top + Height - Bottom) / 2, "middle", yLabel, upright: true));
        svg.Add(shown.Where(line => line.Points.Count > 0).Select(line => Curve(line, x, y)));
        return svg;
    }

    private static XElement Curve(Series line, Axis x, Axis y)
    {
        string path = string.Join('L', line.Points.Select(point => $"{Number(x.Place(point.X))} {Number(y.Place(point.Y))}"));

        // A path of a single point is invisible without a stroke of no length.
        return new XElement(
            "path",
            new XAttribute("d", "M" + path + (line.Points.Count == 1 ? "h0" : string.Empty)),
            new XAttribute("class", Class(line)),
            new XElement("title", line.Name));
    }

    private static Axis Horizontal(double low, double high)
    {
        double span = high > low ? high - low : 1;
        return new Axis(Ticks.Linear(low, high, 10), value => Left + ((value - low) / span * (Width - Left - Right)));
    }

    private static Axis Vertical(double low, double high)
    {
        // A little room above and below, and some for a line that is flat.
        (double bottom, double top) = (Math.Log(low), Math.Log(high));
        double room = Math.Max(0.04 * (top - bottom), 0.01);
        (bottom, top) = (bottom - room, top + room);
        return new Axis(
            Ticks.Logarithmic(Math.Exp(bottom), Math.Exp(top)),
            value => Top + ((top - Math.Log(value)) / (top - bottom) * (Height - Top - Bottom)));
    }

    private sealed record Axis(IReadOnlyList<double> Ticks, Func<double, double> Place);
}
