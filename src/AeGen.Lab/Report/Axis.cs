using System.Globalization;

namespace AeGen.Lab.Report;

/// <summary>One direction of a chart: which numbers stand beside it, and where a value has its place.</summary>
internal sealed class Axis
{
    private readonly Func<double, double> place;

    private Axis(IReadOnlyList<double> ticks, Func<double, double> place)
    {
        Ticks = ticks;
        this.place = place;
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis on which equal differences have equal lengths.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value.</param>
    /// <param name="from">The least value's place.</param>
    /// <param name="to">The greatest value's place.</param>
    /// <param name="most">The greatest number of ticks.</param>
    public static Axis Linear(double low, double high, double from, double to, int most)
    {
        double span = high > low ? high - low : 1;
        return new Axis(Report.Ticks.Linear(low, high, most), value => from + ((value - low) / span * (to - from)));
    }

    /// <summary>An axis on which equal ratios have equal lengths, with a little room at both ends, and some for a line that is flat.</summary>
    /// <param name="low">The least value, above 0.</param>
    /// <param name="high">The greatest value.</param>
    /// <param name="from">The place of the lower end.</param>
    /// <param name="to">The place of the upper end.</param>
    public static Axis Logarithmic(double low, double high, double from, double to)
    {
        (double bottom, double top) = (Math.Log(low), Math.Log(high));
        double room = Math.Max(0.04 * (top - bottom), 0.01);
        (bottom, top) = (bottom - room, top + room);
        return new Axis(
            Report.Ticks.Logarithmic(Math.Exp(bottom), Math.Exp(top)),
            value => from + ((Math.Log(value) - bottom) / (top - bottom) * (to - from)));
    }

    /// <summary>A tick's text: decimals where they are short, and else powers of ten.</summary>
    public static string Label(double tick)
    {
        double size = Math.Abs(tick);
        return size is > 0 and (< 1e-4 or >= 1e6)
            ? tick.ToString("0.##e+0", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal)
            : tick.ToString("0.######", CultureInfo.InvariantCulture);
    }

    public double Place(double value) => place(value);
}
