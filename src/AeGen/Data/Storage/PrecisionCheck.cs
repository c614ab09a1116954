using System.Globalization;

namespace AeGen;

/// <summary>
/// Sees numbers of double precision as they are read, and whether single precision can tell those of a column apart: it has 8 numbers for a
/// thousand times in milliseconds since 1970, a second apart.
/// </summary>
/// <param name="name">What messages call the source.</param>
/// <param name="columns">Number of columns.</param>
/// <param name="columnOf">The column of a number, from its place among all.</param>
/// <param name="nameOf">What messages call a column.</param>
/// <param name="remedy">What to do about a column, from its least number.</param>
internal sealed class PrecisionCheck(
    string name, int columns, Func<long, int> columnOf, Func<int, string> nameOf, Func<string, string> remedy)
{
    /// <summary>The rounding error, as a share of the spread, from which lost differences matter wherever they are.</summary>
    private const double Coarse = 1.0 / (1 << 12);

    /// <summary>
    /// The rounding error, as a share of the spread, up to which nothing is lost: an offset of the size of the spread costs no more.
    /// </summary>
    private const double Fine = 1.0 / (1 << 22);

    /// <summary>
    /// The spread, as a share of the numbers' size, up to which their differences are rounding errors of double precision.
    /// </summary>
    private const double Noise = 1.0 / (1L << 44);

    private readonly Column[] seen = new Column[columns];
    private long place;

    /// <summary>Whether numbers of a format can be more precise than single precision.</summary>
    public static bool Concerns(NumberType type) =>
        type is NumberType.Int32 or NumberType.UInt32 or NumberType.Int64 or NumberType.UInt64 or NumberType.Double;

    /// <summary>Takes note of numbers, the next ones in the order of the source.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="singles">What they became.</param>
    public void Add(ReadOnlySpan<double> values, ReadOnlySpan<float> singles)
    {
        for (int index = 0; index < values.Length; index++, place++)
        {
            if (float.IsFinite(singles[index]))
            {
                seen[columnOf(place)].Add(values[index], singles[index]);
            }
        }
    }

    /// <summary>Refuses columns whose numbers cannot be told apart.</summary>
    /// <exception cref="InvalidDataException">There is one.</exception>
    public void Require()
    {
        int column = Array.FindIndex(seen, column => column.IsFlattened);
        if (column >= 0)
        {
            ref Column found = ref seen[column];
            string least = found.Least.ToString("R", CultureInfo.InvariantCulture);
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: single precision cannot tell apart the numbers of column {nameOf(column)}, {least} to {found.Greatest:R}: "
                + $"rounding changes them by up to {found.Error:G3}. {remedy(least)}"));
        }
    }

    private struct Column
    {
        private bool isBegun;
        private double value;
        private float single;
        private long changes;
        private long lost;

        public double Least { get; private set; }

        public double Greatest { get; private set; }

        /// <summary>The largest rounding error.</summary>
        public double Error { get; private set; }

        public readonly bool IsFlattened
        {
            get
            {
                double spread = Greatest - Least, size = Math.Max(Math.Abs(Least), Math.Abs(Greatest));
                bool mostAreLost = 2 * lost >= changes && Error > Fine * spread;
                return lost > 0 && spread > Noise * size && (mostAreLost || Error > Coarse * spread);
            }
        }

        public void Add(double next, float rounded)
        {
            if (isBegun && next != value)
            {
                changes++;
                lost += rounded == single ? 1 : 0;
            }

            (Least, Greatest) = isBegun ? (Math.Min(Least, next), Math.Max(Greatest, next)) : (next, next);
            Error = Math.Max(Error, Math.Abs(next - rounded));
            (isBegun, value, single) = (true, next, rounded);
        }
    }
}
