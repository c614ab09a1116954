using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AeGen.Files;

/// <summary>Numbers of single precision as bytes.</summary>
internal static class FloatBytes
{
    private const int NumbersAtATime = 1 << 16;

    /// <summary>Writes numbers as they are in memory.</summary>
    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        // The bytes of a very long span would be more than a span can hold.
        for (; values.Length > NumbersAtATime; values = values[NumbersAtATime..])
        {
            stream.Write(MemoryMarshal.AsBytes(values[..NumbersAtATime]));
        }

        stream.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Writes numbers with the low byte first.</summary>
    public static void WriteLittleEndian(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            Write(stream, values);
            return;
        }

        uint[] turned = new uint[Math.Min(values.Length, NumbersAtATime)];
        while (!values.IsEmpty)
        {
            int part = Math.Min(values.Length, NumbersAtATime);
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, uint>(values[..part]), turned);
            stream.Write(MemoryMarshal.AsBytes(turned.AsSpan(0, part)));
            values = values[part..];
        }
    }
}
