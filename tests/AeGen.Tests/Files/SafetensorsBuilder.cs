using System.Buffers.Binary;
using System.Text;

namespace AeGen.Tests.Files;

/// <summary>Safetensors files put together by hand, legal or not.</summary>
internal static class SafetensorsBuilder
{
    /// <summary>A file of a header, to which single quotes are double ones, and so many bytes of data.</summary>
    public static byte[] File(string header, int data = 0) => File(header.Replace('\'', '"'), new byte[data]);

    /// <summary>A file of a header and data.</summary>
    public static byte[] File(string header, byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    /// <summary>A file of a header and data.</summary>
    public static byte[] File(byte[] header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>A file of float32 tensors, one after the other, without metadata.</summary>
    public static byte[] File(params (string Name, int[] Shape, float[] Values)[] tensors) => File([], tensors);

    /// <summary>
    /// A file of float32 tensors, one after the other, with metadata. A scalar is an integer of 64 bits, as PyTorch counts.
    /// </summary>
    public static byte[] File((string Key, string Value)[] metadata, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        List<string> entries = [];
        if (metadata.Length > 0)
        {
            entries.Add($"\"__metadata__\":{{{string.Join(',', metadata.Select(entry => $"\"{entry.Key}\":\"{entry.Value}\""))}}}");
        }

        var data = new List<byte>();
        foreach ((string name, int[] shape, float[] values) in tensors)
        {
            int start = data.Count;
            data.AddRange(shape.Length == 0 ? BitConverter.GetBytes((long)values[0]) : values.SelectMany(BitConverter.GetBytes));
            string type = shape.Length == 0 ? "I64" : "F32";
            entries.Add(
                $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{start},{data.Count}]}}");
        }

        return File($"{{{string.Join(',', entries)}}}", [.. data]);
    }

    /// <summary>The file with another header: wherever a text stands in it, its replacement.</summary>
    public static byte[] Replace(byte[] content, string text, string replacement)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(content);
        string header = Encoding.UTF8.GetString(content, 8, length);
        Assert.Contains(text, header, StringComparison.Ordinal);
        return File(header.Replace(text, replacement, StringComparison.Ordinal), content[(8 + length)..]);
    }
}
