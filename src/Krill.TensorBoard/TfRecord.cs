using System.Buffers.Binary;
using System.Numerics;

namespace Krill.EventFiles;

/// <summary>The records of TensorFlow's files: length (8 bytes), its checksum (4), content, its checksum (4); all little-endian.</summary>
internal static class TfRecord
{
    const int Frame = 16;

    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        byte[] record = new byte[content.Length + Frame];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(record.AsSpan(0, 8)));
        content.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + content.Length), Checksum(content));
        return record;
    }

    /// <summary>CRC-32C, masked as the format wants it: a checksum of bytes that hold checksums would be weak.</summary>
    static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xa282ead8;
    }
}
