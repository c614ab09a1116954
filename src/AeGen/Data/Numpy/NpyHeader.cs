using System.Buffers.Binary;

namespace AeGen;

/// <summary>What stands before the numbers of an NPY file.</summary>
/// <param name="Format">How the numbers stand in the file.</param>
/// <param name="FortranOrder">Whether the first index runs fastest, and not the last.</param>
/// <param name="Shape">The array's dimensions, none of them 0.</param>
/// <param name="DataOffset">The first number's place in bytes.</param>
/// <remarks>The format is numpy's NEP 1: a magic, two bytes of version, the length of a Python literal, and the literal, which is parsed and never run.</remarks>
internal sealed record NpyHeader(NumberFormat Format, bool FortranOrder, long[] Shape, long DataOffset)
{
    /// <summary>The longest literal that is read; numpy itself writes some hundred bytes and refuses 10,000.</summary>
    private const int MaxLength = ushort.MaxValue;

    private const int MagicLength = 8;

    /// <summary>The bytes with which a file begins.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Number of samples: the first dimension.</summary>
    public int Rows => (int)Shape[0];

    /// <summary>Number of features of a sample: the product of the other dimensions.</summary>
    public int SampleSize { get; private init; }

    /// <summary>How many numbers there are.</summary>
    public long Count => (long)Rows * SampleSize;

    /// <summary>Whether the file has the numbers in another order than that of samples.</summary>
    public bool IsTurned => FortranOrder && Shape.Count(dimension => dimension > 1) > 1;

    /// <summary>A number's position in the file.</summary>
    /// <param name="row">Its sample.</param>
    /// <param name="column">Its feature, counted with the last index fastest.</param>
    public long IndexOf(long row, int column)
    {
        if (!FortranOrder)
        {
            return (row * SampleSize) + column;
        }

        // The indices of the feature, the last one first, are the digits of its number; the file has them the other way round.
        long index = 0, rest = column;
        for (int dimension = Shape.Length - 1; dimension > 0; dimension--)
        {
            index = (index * Shape[dimension]) + (rest % Shape[dimension]);
            rest /= Shape[dimension];
        }

        return (index * Rows) + row;
    }

    /// <summary>Reads a header; the stream then stands at the first number.</summary>
    /// <exception cref="InvalidDataException">This is no NPY file, or none whose array can be samples.</exception>
    public static NpyHeader Read(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[MagicLength + sizeof(uint)];
        Fill(stream, start[..MagicLength], 0, name);
        if (!start.StartsWith(Magic))
        {
            throw new InvalidDataException(
                $"{name}: not an NPY file: it begins with {Convert.ToHexString(start[..Magic.Length])} where {Convert.ToHexString(Magic)} stands.");
        }

        if (start[6] is 0 or > 3 || start[7] != 0)
        {
            throw new InvalidDataException($"{name}: the version at offset 6 is {start[6]}.{start[7]}; versions 1.0, 2.0 and 3.0 are read.");
        }

        int prefix = start[6] == 1 ? sizeof(ushort) : sizeof(uint);
        Fill(stream, start.Slice(MagicLength, prefix), MagicLength, name);
        uint length = prefix == sizeof(ushort)
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[MagicLength..])
            : BinaryPrimitives.ReadUInt32LittleEndian(start[MagicLength..]);
        if (length > MaxLength)
        {
            throw new InvalidDataException($"{name}: the header is {length} bytes long by offset {MagicLength}; at most {MaxLength} are read.");
        }

        byte[] literal = new byte[length];
        int offset = MagicLength + prefix;
        Fill(stream, literal, offset, name);
        return NpyLiteral.Parse(literal, offset, name);
    }

    /// <summary>Where a file has samples as memory has them, or null where it does not.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static MappedPart? MappedPartOf(FileStream file, string name)
    {
        Span<byte> magic = stackalloc byte[Magic.Length];
        if (file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.SequenceEqual(Magic))
        {
            return null;
        }

        file.Position = 0;
        NpyHeader header = Read(file, name);
        bool isMappable = header.Format.IsNativeSingle && !header.IsTurned && header.DataOffset % sizeof(float) == 0;
        return isMappable && new NumberReader(file, header.Format, header.Count, header.DataOffset, name).KnowsLength()
            ? new MappedPart(header.DataOffset, header.Rows, header.SampleSize)
            : null;
    }

    /// <summary>Puts a header together, where its array can be samples.</summary>
    /// <exception cref="InvalidDataException">The array has no dimension or no number, or too many.</exception>
    public static NpyHeader Of(NumberFormat format, bool fortranOrder, long[] shape, long dataOffset, string name)
    {
        (_, int sampleSize) = MatrixShape.OfSamples(shape, $"{name}: the array's shape is ({string.Join(", ", shape)})");
        return new NpyHeader(format, fortranOrder, shape, dataOffset) { SampleSize = sampleSize };
    }

    private static void Fill(Stream stream, Span<byte> bytes, long offset, string name)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw new InvalidDataException($"{name}: the file ends at offset {offset + read}, within its header.");
        }
    }
}
