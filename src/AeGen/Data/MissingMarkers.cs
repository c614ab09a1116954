using System.Globalization;

namespace AeGen;

/// <summary>
/// What stands in cells whose value is missing. A marker that is a number means that number however it is written:
/// -9999 is -9999.0 too.
/// </summary>
internal sealed class MissingMarkers(IReadOnlyList<string> markers)
{
    private readonly double[] numbers = [.. markers.Select(Number).OfType<double>()];

    /// <summary>Whether a cell is empty, NaN or a marker.</summary>
    public bool Mark(string cell) =>
        cell.Length == 0 || markers.Contains(cell) || (Number(cell) is { } number && (double.IsNaN(number) || numbers.Contains(number)));

    /// <summary>Whether a cell that is a number is a marker; costs nothing where no marker is one.</summary>
    public bool MarkNumber(string cell) => numbers.Length > 0 && Number(cell) is { } number && numbers.Contains(number);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
