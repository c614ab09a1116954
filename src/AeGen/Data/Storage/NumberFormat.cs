using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace AeGen;

/// <summary>How numbers stand in a file.</summary>
/// <param name="Type">Their type.</param>
/// <param name="BigEndian">Whether the high byte comes first.</param>
internal readonly record struct NumberFormat(NumberType Type, bool BigEndian)
{
    /// <summary>Numbers of single precision, the low byte first.</summary>
    public static NumberFormat Single => new(NumberType.Single, BigEndian: false);

    /// <summary>Whether memory holds numbers of single precision just so.</summary>
    public bool IsNativeSingle => Type == NumberType.Single && BigEndian != BitConverter.IsLittleEndian;

    /// <summary>Number of bytes of a number.</summary>
    public int Size => Type switch
    {
        NumberType.Boolean or NumberType.UInt8 or NumberType.Int8 => 1,
        NumberType.Int16 or NumberType.UInt16 or NumberType.Half => 2,
        NumberType.Int32 or NumberType.UInt32 or NumberType.Single => 4,
        _ => 8,
    };

    /// <summary>Rounds numbers to single precision.</summary>
    /// <param name="bytes">The numbers as in the file; their bytes may be turned round here.</param>
    /// <param name="values">Receives the numbers.</param>
    /// <returns>The position of the first number that the type does not have, or -1: of a boolean other than 0 and 1.</returns>
    public int ToSingles(Span<byte> bytes, Span<float> values)
    {
        if (BigEndian == BitConverter.IsLittleEndian)
        {
            Turn(bytes);
        }

        switch (Type)
        {
            case NumberType.Boolean:
                Convert<byte>(bytes, values);
                return bytes.IndexOfAnyExceptInRange((byte)0, (byte)1);
            case NumberType.UInt8:
                Convert<byte>(bytes, values);
                break;
            case NumberType.Int8:
                Convert<sbyte>(bytes, values);
                break;
            case NumberType.Int16:
                Convert<short>(bytes, values);
                break;
            case NumberType.UInt16:
                Convert<ushort>(bytes, values);
                break;
            case NumberType.Int32:
                Convert<int>(bytes, values);
                break;
            case NumberType.UInt32:
                Convert<uint>(bytes, values);
                break;
            case NumberType.Int64:
                Convert<long>(bytes, values);
                break;
            case NumberType.UInt64:
                Convert<ulong>(bytes, values);
                break;
            case NumberType.Half:
                Convert<Half>(bytes, values);
                break;
            case NumberType.Single:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
                break;
            default:
                Convert<double>(bytes, values);
                break;
        }

        return -1;
    }

    /// <summary>Numbers of a format that single precision rounds, which <see cref="ToSingles"/> has seen, in double precision.</summary>
    /// <param name="bytes">The numbers, their bytes turned round where need be.</param>
    /// <param name="values">Receives the numbers.</param>
    public void ToDoubles(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        switch (Type)
        {
            case NumberType.Int32:
                Convert<int, double>(bytes, values);
                break;
            case NumberType.UInt32:
                Convert<uint, double>(bytes, values);
                break;
            case NumberType.Int64:
                Convert<long, double>(bytes, values);
                break;
            case NumberType.UInt64:
                Convert<ulong, double>(bytes, values);
                break;
            default:
                Convert<double, double>(bytes, values);
                break;
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> values)
        where T : unmanaged, INumberBase<T> => Convert<T, float>(bytes, values);

    private static void Convert<T, TResult>(ReadOnlySpan<byte> bytes, Span<TResult> values)
        where T : unmanaged, INumberBase<T>
        where TResult : INumberBase<TResult>
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(bytes);
        for (int index = 0; index < numbers.Length; index++)
        {
            values[index] = TResult.CreateTruncating(numbers[index]);
        }
    }

    private void Turn(Span<byte> bytes)
    {
        switch (Size)
        {
            case 2:
                Span<ushort> twos = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(twos, twos);
                break;
            case 4:
                Span<uint> fours = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            case 8:
                Span<ulong> eights = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
        }
    }
}

/// <summary>A type of numbers in a file.</summary>
internal enum NumberType
{
    /// <summary>A byte, 0 or 1.</summary>
    Boolean,

    /// <summary>Unsigned, of 8 bits.</summary>
    UInt8,

    /// <summary>Signed, of 8 bits.</summary>
    Int8,

    /// <summary>Signed, of 16 bits.</summary>
    Int16,

    /// <summary>Unsigned, of 16 bits.</summary>
    UInt16,

    /// <summary>Signed, of 32 bits.</summary>
    Int32,

    /// <summary>Unsigned, of 32 bits.</summary>
    UInt32,

    /// <summary>Signed, of 64 bits.</summary>
    Int64,

    /// <summary>Unsigned, of 64 bits.</summary>
    UInt64,

    /// <summary>Floating-point, of 16 bits.</summary>
    Half,

    /// <summary>Floating-point, of 32 bits.</summary>
    Single,

    /// <summary>Floating-point, of 64 bits.</summary>
    Double,
}
