using System.Buffers.Binary;

namespace GenRL.Data;

/// <summary>The CRC-32 of ZIP and PNG (polynomial 0xEDB88320, reflected), four bytes per look-up round.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = BuildTable();

    /// <summary>Continues a checksum; start with 0.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> data)
    {
        uint crc = ~checksum;
        uint[] table = Table;
        while (data.Length >= 4)
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(data);
            crc = table[768 + (crc & 0xff)] ^ table[512 + ((crc >> 8) & 0xff)] ^ table[256 + ((crc >> 16) & 0xff)] ^ table[crc >> 24];
            data = data[4..];
        }
        foreach (byte value in data)
        {
            crc = table[(crc ^ value) & 0xff] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[] BuildTable()
    {
        uint[] table = new uint[4 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
            table[i] = crc;
        }
        for (uint i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] >> 8) ^ table[table[i - 256] & 0xff];
        }
        return table;
    }
}
