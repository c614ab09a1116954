using System.Buffers.Binary;
using System.Numerics;

namespace AeGen.Files;

/// <summary>The types of numbers in safetensors files, by the names that stand there.</summary>
internal static class TensorTypes
{
    /// <summary>Single precision, in which models are written.</summary>
    public const string Single = "F32";

    /// <summary>Double precision.</summary>
    public const string Double = "F64";

    /// <summary>Whole numbers of 64 bits, in which PyTorch counts.</summary>
    public const string Count = "I64";

    /// <summary>Those that are read as weights: every one of their numbers is a float32, or rounds to one.</summary>
    public const string Readable = "F32, F16, BF16 and F64";

    /// <summary>Bytes of a number; 0 for a type that is not known or takes no whole bytes.</summary>
    public static int SizeOf(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or Single => 4,
        "U64" or Count or Double or "C64" => 8,
        _ => 0,
    };

    /// <summary>Whether numbers of the type can be read as weights.</summary>
    public static bool IsReadable(string type) => type is Single or "F16" or "BF16" or Double;

    /// <summary>Writes numbers, little-endian.</summary>
    public static void Write(Stream stream, string type, ReadOnlySpan<float> values)
    {
        if (type == Single)
        {
            FloatBytes.WriteLittleEndian(stream, values);
            return;
        }

        Span<byte> word = stackalloc byte[sizeof(long)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(word, (long)value);
            stream.Write(word);
        }
    }

    /// <summary>Reads numbers, rounded where they have more digits.</summary>
    /// <param name="type">A readable type.</param>
    /// <param name="bytes">The numbers, little-endian.</param>
    /// <param name="values">Receives them.</param>
    public static void Read<T>(string type, ReadOnlySpan<byte> bytes, Span<T> values)
        where T : struct, IFloatingPointIeee754<T>
    {
        int size = SizeOf(type);
        for (int index = 0; index < values.Length; index++)
        {
            ReadOnlySpan<byte> number = bytes.Slice(index * size, size);
            values[index] = type switch
            {
                Single => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(number)),
                "F16" => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(number)),
                "BF16" => T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(number) << 16)),
                _ => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(number)),
            };
        }
    }
}
