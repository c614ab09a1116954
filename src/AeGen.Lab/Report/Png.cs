using System.Buffers.Binary;
using System.IO.Compression;

namespace AeGen.Lab.Report;

/// <summary>Writes grey images with transparency as PNG (ISO/IEC 15948), 8 bits a channel.</summary>
internal static class Png
{
    /// <summary>The file's bytes.</summary>
    /// <param name="pixels">Grey and alpha, alternating, row-major: 2 * width * height bytes.</param>
    /// <param name="width">Number of pixels in a row.</param>
    /// <param name="height">Number of rows.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;  // bits a channel
        header[9] = 4;  // grey with alpha
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Pack(pixels, 2 * width));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Pack(ReadOnlySpan<byte> pixels, int stride)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            for (int start = 0; start < pixels.Length; start += stride)
            {
                zlib.WriteByte(0);  // this row is not filtered
                zlib.Write(pixels.Slice(start, stride));
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return crc;
    }
}
