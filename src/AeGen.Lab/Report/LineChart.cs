using System.Xml.Linq;

namespace AeGen.Lab.Report;

/// <summary>Draws lines as SVG, over a linear x axis and a logarithmic y axis if nothing else is said, with a legend above that never covers them.</summary>
/// <param name="title">What the chart shows, in a sentence.</param>
/// <param name="xLabel">What is along the x axis, with its unit.</param>
/// <param name="yLabel">What is along the y axis, with its unit.</param>
/// <param name="series">The lines.</param>
internal sealed class LineChart(string title, string xLabel, string yLabel, IReadOnlyList<Series> series)
{
    private const double Width = 720;
    private const double Height = 340;
    private const double Left = 72;
    private const double Right = 24;
    private const double Top = 12;
    private const double Bottom = 48;

    /// <summary>Whether the x axis is logarithmic.</summary>
    public bool LogarithmicX { get; init; }

    /// <summary>Whether the y axis is linear.</summary>
    public bool LinearY { get; init; }

    /// <summary>A figure element.</summary>
    public XElement Draw()
    {
        List<Series> shown = [.. series.Select(line => line with { Points = [.. line.Points.Where(CanShow)] })];
        return new XElement(
            "figure",
            new XElement("figcaption", title),
            Svg.Legend(shown.Select(line => (line.Name, line.Class))),
            shown.Any(line => line.Points.Count > 0)
                ? Plot(shown)
                : new XElement("p", "There is nothing to show: no value is above zero."));
    }

    private bool CanShow((double X, double Y) point) =>
        double.IsFinite(point.X) && double.IsFinite(point.Y) && (point.X > 0 || !LogarithmicX) && (point.Y > 0 || LinearY);

    private XElement Plot(List<Series> shown)
    {
        double[] xs = [.. shown.SelectMany(line => line.Points.Select(point => point.X))];
        double[] ys = [.. shown.SelectMany(line => line.Points.Select(point => point.Y))];
        Axis x = LogarithmicX ? Axis.Logarithmic(xs.Min(), xs.Max(), Left, Width - Right) : Axis.Linear(xs.Min(), xs.Max(), Left, Width - Right, 10);
        Axis y = LinearY ? Axis.Linear(ys.Min(), ys.Max(), Height - Bottom, Top, 8) : Axis.Logarithmic(ys.Min(), ys.Max(), Height - Bottom, Top);

        XElement svg = Svg.Picture(Width, Height, $"{title}: {yLabel} over {xLabel}");
        foreach (double tick in y.Ticks)
        {
            svg.Add(Svg.Line(Left, y.Place(tick), Width - Right, y.Place(tick), "grid"));
            svg.Add(Svg.Text(Left - 8, y.Place(tick) + 4, "end", Axis.Label(tick)));
        }

        foreach (double tick in x.Ticks)
        {
            svg.Add(Svg.Line(x.Place(tick), Height - Bottom, x.Place(tick), Height - Bottom + 5, "axis"));
            svg.Add(Svg.Text(x.Place(tick), Height - Bottom + 20, "middle", Axis.Label(tick)));
        }

        svg.Add(Svg.Line(Left, Height - Bottom, Width - Right, Height - Bottom, "axis"));
        svg.Add(Svg.Line(Left, Top, Left, Height - Bottom, "axis"));
        svg.Add(Svg.Text((Left + Width - Right) / 2, Height - 8, "middle", xLabel));
        svg.Add(Svg.Text(14, (Top + Height - Bottom) / 2, "middle", yLabel, upright: true));
        foreach (Series line in shown.Where(line => line.Points.Count > 0))
        {
            IEnumerable<(double, double)> places = line.Points.Select(point => (x.Place(point.X), y.Place(point.Y)));
            svg.Add(line.Dots ? Svg.Dots(places, line.Class, line.Name) : Svg.Curve(places, line.Class, line.Name));
        }

        return svg;
    }
}
