using System.Globalization;
using System.Xml.Linq;

namespace AeGen.Lab.Report;

/// <summary>Draws points in the plane as SVG, a panel beside the other, with equal lengths along both axes.</summary>
/// <param name="title">What the chart shows, in a sentence.</param>
/// <param name="panels">The views.</param>
internal sealed class CloudChart(string title, IReadOnlyList<CloudPanel> panels)
{
    private const double Side = 300;
    private const double Left = 56;
    private const double Right = 12;
    private const double Top = 28;
    private const double Bottom = 44;

    /// <summary>A figure element.</summary>
    public XElement Draw()
    {
        double width = panels.Count * (Left + Side + Right);
        XElement svg = Svg.Picture(width, Top + Side + Bottom, title);

        // A single panel is not to be blown up to the width of the page.
        svg.SetAttributeValue("style", string.Create(CultureInfo.InvariantCulture, $"max-width: {width}px"));
        for (int panel = 0; panel < panels.Count; panel++)
        {
            AddPanel(svg, panels[panel], panel * (Left + Side + Right));
        }

        return new XElement(
            "figure",
            new XElement("figcaption", title),
            Svg.Legend(panels.SelectMany(panel => panel.Clouds).Select(cloud => (cloud.Name, cloud.Class)).Distinct()),
            svg);
    }

    private static void AddPanel(XElement svg, CloudPanel panel, double offset)
    {
        (double X, double Y)[] all = [.. panel.Clouds.SelectMany(cloud => cloud.Points)];
        (double left, double right) = (all.Min(point => point.X), all.Max(point => point.X));
        (double low, double high) = (all.Min(point => point.Y), all.Max(point => point.Y));
        double half = Math.Max(1e-9, Math.Max(right - left, high - low) / 2 * 1.06);
        (double middleX, double middleY) = ((left + right) / 2, (low + high) / 2);
        var x = Axis.Linear(middleX - half, middleX + half, offset + Left, offset + Left + Side, 6);
        var y = Axis.Linear(middleY - half, middleY + half, Top + Side, Top, 6);

        svg.Add(Svg.Text(offset + Left + (Side / 2), Top - 12, "middle", panel.Name));
        foreach (double tick in y.Ticks)
        {
            svg.Add(Svg.Line(offset + Left, y.Place(tick), offset + Left + Side, y.Place(tick), "grid"));
            svg.Add(Svg.Text(offset + Left - 6, y.Place(tick) + 4, "end", Axis.Label(tick)));
        }

        foreach (double tick in x.Ticks)
        {
            svg.Add(Svg.Line(x.Place(tick), Top, x.Place(tick), Top + Side, "grid"));
            svg.Add(Svg.Text(x.Place(tick), Top + Side + 17, "middle", Axis.Label(tick)));
        }

        svg.Add(Svg.Text(offset + Left + (Side / 2), Top + Side + 36, "middle", panel.XLabel));
        svg.Add(Svg.Text(offset + 14, Top + (Side / 2), "middle", panel.YLabel, upright: true));
        foreach (Cloud cloud in panel.Clouds.Where(cloud => cloud.Points.Count > 0))
        {
            svg.Add(Svg.Dots(cloud.Points.Select(point => (x.Place(point.X), y.Place(point.Y))), cloud.Class, cloud.Name));
        }
    }
}
