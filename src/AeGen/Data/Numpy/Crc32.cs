namespace AeGen;

/// <summary>The check sum of zip archives (CRC-32, polynomial 0xEDB88320 with the low bit first).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The check sum of bytes after others.</summary>
    /// <param name="sum">The others' check sum; 0 where there are none.</param>
    /// <param name="bytes">The bytes.</param>
    public static uint Append(uint sum, ReadOnlySpan<byte> bytes)
    {
        sum = ~sum;
        foreach (byte value in bytes)
        {
            sum = Table[(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint value = 0; value < table.Length; value++)
        {
            uint sum = value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }

            table[value] = sum;
        }

        return table;
    }
}
