using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace AeGen.Tests.Data;

/// <summary>The bytes of NPY files, put together by hand.</summary>
internal static class NpyBytes
{
    /// <summary>A file of a literal and numbers, with nothing to fill up between them but what aligns the numbers to four bytes.</summary>
    public static byte[] Of(string literal, ReadOnlySpan<byte> numbers, byte version = 1)
    {
        int before = version == 1 ? 10 : 12;
        byte[] text = Encoding.UTF8.GetBytes(literal);
        int blanks = (4 - ((before + text.Length + 1) % 4)) % 4;
        text = [.. text, .. Enumerable.Repeat((byte)' ', blanks), (byte)'\n'];
        byte[] length = new byte[before - 8];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
        }

        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. numbers];
    }

    public static byte[] Of(string type, string shape, ReadOnlySpan<byte> numbers, bool fortranOrder = false) =>
        Of($"{{'descr': '{type}', 'fortran_order': {(fortranOrder ? "True" : "False")}, 'shape': {shape}, }}", numbers);

    public static byte[] Singles(string shape, params ReadOnlySpan<float> numbers) => Of("<f4", shape, MemoryMarshal.AsBytes(numbers));
}
