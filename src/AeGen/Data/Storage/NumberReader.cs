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
    /// <exception cref="InvalidDataException">There are fewer or more bytes than announced, or one is no number of the type.</exception>
    public void CopyTo(Action<ReadOnlySpan<float>> take, float factor = 1)
    {
        int most = (int)Math.Min(count, NumbersAtATime);
        byte[] bytes = new byte[most * format.Size];
        float[] values = new float[most];
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
    }

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
