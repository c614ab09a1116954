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
    public static byte[] File(params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var header = new StringBuilder("{");
        var data = new List<byte>();
        foreach ((string name, int[] shape, float[] values) in tensors)
        {
            int start = data.Count;
            data.AddRange(values.SelectMany(BitConverter.GetBytes));
            header.Append(header.Length == 1 ? "" : ",")
                .Append($"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{start},{data.Count}]}}");
        }

        return File(header.Append('}').ToString(), [.. data]);
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
