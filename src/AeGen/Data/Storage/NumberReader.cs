using System.Globalization;

namespace AeGen;

/// <summary>An array of numbers in a stream: as many as announced, and nothing after them.</summary>
/// <param name="stream">The stream, at the first number.</param>
/// <param name="format">How the numbers stand there.</param>
/// <param name="count">How many are announced.</param>
/// <param name="start">The first number's place from the beginning of the file, in bytes.</param>
/// <param name="name">What messages call the source.</param>
internal sealed class NumberReader(Stream stream, NumberFormat format, long count, long start, string name)
{
    private const int NumbersAtATime = 1 << 16;

    /// <summary>The place of a number in bytes.</summary>
    public long OffsetOf(long index) => start + (index * format.Size);

    /// <summary>Says whether all bytes are there, where the stream knows its length; others are told at their end.</summary>
    /// <exception cref="InvalidDataException">There are fewer or more bytes than announced.</exception>
    public bool KnowsLength()
    {
        if (!stream.CanSeek)
        {
            return false;
        }

        // The stream may begin before the file does, inside of another one.
        RequireLength(start + (stream.Length - stream.Position));
        return true;
    }

    /// <summary>Passes the numbers on, piece by piece, each times a factor.</summary>
    /// <param name="take">Takes them.</param>
    /// <param name="columns">Number of columns of the array.</param>
    /// <param name="columnOf">The column of a number, from its place in the array; null where they take turns.</param>
    /// <param name="factor">The factor.</param>
    /// <exception cref="InvalidDataException">
    /// There are fewer or more bytes than announced, one is no number of the type, or single precision cannot tell a column's numbers
    /// apart.
    /// </exception>
    public void CopyTo(Action<ReadOnlySpan<float>> take, int columns, Func<long, int>? columnOf = null, float factor = 1)
    {
        int most = (int)Math.Min(count, NumbersAtATime);
        byte[] bytes = new byte[most * format.Size];
        float[] values = new float[most];
        PrecisionCheck? check = PrecisionCheck.Concerns(format.Type) ? PrecisionOf(name, columns, columnOf) : null;
        double[] wide = new double[check is null ? 0 : most];
        for (long done = 0; done < count;)
        {
            int part = (int)Math.Min(most, count - done);
            Span<byte> filled = bytes.AsSpan(0, part * format.Size);
            int read = stream.ReadAtLeast(filled, filled.Length, throwOnEndOfStream: false);
            if (read < filled.Length)
            {
                RequireLength(OffsetOf(done) + read);
            }

            Span<float> piece = values.AsSpan(0, part);
            int wrong = format.ToSingles(filled, piece);
            if (wrong >= 0)
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"{name}: the byte at offset {OffsetOf(done + wrong)} is {filled[wrong]} where a boolean is 0 or 1."));
            }

            if (check is not null)
            {
                format.ToDoubles(filled, wide);
                check.Add(wide.AsSpan(0, part), piece);
            }

            if (factor != 1)
            {
                for (int index = 0; index < piece.Length; index++)
                {
                    piece[index] *= factor;
                }
            }

            take(piece);
            done += part;
        }

        if (stream.ReadByte() >= 0)
        {
            RequireLength(OffsetOf(count) + 1);
        }

        check?.Require();
    }

    /// <summary>Sees whether single precision can tell apart the numbers of an array's columns.</summary>
    public static PrecisionCheck PrecisionOf(string name, int columns, Func<long, int>? columnOf = null) => new(
        name,
        columns,
        columnOf ?? (place => (int)(place % columns)),
        column => column.ToString(CultureInfo.InvariantCulture),
        least => $"Take {least} off it before the file is written.");

    private void RequireLength(long length)
    {
        long announced = OffsetOf(count);
        if (length != announced)
        {
            throw new InvalidDataException(
                length < announced
                    ? $"{name}: the file ends at offset {length} and its header announces {announced} bytes."
                    : $"{name}: there are bytes left at offset {announced}, where the array announced by the header ends.");
        }
    }
}
