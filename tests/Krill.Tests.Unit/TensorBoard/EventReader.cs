using System.Buffers.Binary;
using System.Text;

namespace Krill.Tests.Unit.TensorBoards;

/// <summary>
/// Reads event files by the format's definition alone: frames, checksums bit by bit, and the wire format of protocol buffers with the field numbers of TensorFlow's
/// event.proto, summary.proto and tensor.proto. It shares nothing with what writes them.
/// </summary>
static class EventReader
{
    public static IReadOnlyList<ReadEvent> Read(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        List<ReadEvent> events = [];
        while (rest.Length > 0)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(rest));
            Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            ReadOnlySpan<byte> content = rest.Slice(12, length);
            Assert.Equal(Masked(content), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(ReadEvent.Of(Fields(content)));
            rest = rest[(length + 16)..];
        }

        return events;
    }

    /// <summary>CRC-32C by its polynomial, reflected: 0x82f63b78.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xffffffff;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
            }
        }

        return ~crc;
    }

    /// <summary>The fields of a message in their order: numbers as varints or bits, the rest as bytes.</summary>
    public static List<(int Number, ulong Value, byte[] Bytes)> Fields(ReadOnlySpan<byte> message)
    {
        List<(int, ulong, byte[])> fields = [];
        while (message.Length > 0)
        {
            ulong key = Varint(ref message), value = 0;
            byte[] bytes = [];
            switch (key & 7)
            {
                case 0:
                    value = Varint(ref message);
                    break;
                case 1:
                    value = BinaryPrimitives.ReadUInt64LittleEndian(message);
                    message = message[8..];
                    break;
                case 2:
                    int length = (int)Varint(ref message);
                    bytes = message[..length].ToArray();
                    message = message[length..];
                    break;
                case 5:
                    value = BinaryPrimitives.ReadUInt32LittleEndian(message);
                    message = message[4..];
                    break;
                default:
                    Assert.Fail($"received the wire type {key & 7}; expected 0, 1, 2 or 5.");
                    break;
            }

            fields.Add(((int)(key >> 3), value, bytes));
        }

        return fields;
    }

    static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = Crc32C(bytes);
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);
    }

    static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }
    }
}

/// <summary>An event as read: when, at which step, and the version or the values.</summary>
sealed record ReadEvent(double WallTime, long Step, string? FileVersion, IReadOnlyList<ReadValue> Values)
{
    public static ReadEvent Of(List<(int Number, ulong Value, byte[] Bytes)> fields) => new(
        BitConverter.UInt64BitsToDouble(fields.Single(field => field.Number == 1).Value),
        (long)fields.SingleOrDefault(field => field.Number == 2).Value,
        fields.Where(field => field.Number == 3).Select(field => Encoding.UTF8.GetString(field.Bytes)).SingleOrDefault(),
        [.. fields.Where(field => field.Number == 5).SelectMany(field => EventReader.Fields(field.Bytes)).Select(value => ReadValue.Of(EventReader.Fields(value.Bytes)))]);
}

/// <summary>A value of a summary as read: its tag, the plugin that shows it, the class of its data, and its tensor.</summary>
sealed record ReadValue(string Tag, string Plugin, ulong DataClass, long[] Shape, double[] Numbers)
{
    public static ReadValue Of(List<(int Number, ulong Value, byte[] Bytes)> fields)
    {
        var metadata = EventReader.Fields(fields.Single(field => field.Number == 9).Bytes);
        var plugin = EventReader.Fields(metadata.Single(field => field.Number == 1).Bytes);
        var tensor = EventReader.Fields(fields.Single(field => field.Number == 8).Bytes);
        return new ReadValue(
            Encoding.UTF8.GetString(fields.Single(field => field.Number == 1).Bytes),
            Encoding.UTF8.GetString(plugin.Single(field => field.Number == 1).Bytes),
            metadata.Single(field => field.Number == 4).Value,
            [.. EventReader.Fields(tensor.Single(field => field.Number == 2).Bytes).Select(axis => (long)EventReader.Fields(axis.Bytes).Single().Value)],
            NumbersOf(tensor));
    }

    /// <summary>Of type 1, floats in field 5, packed; of type 2, doubles in the bytes of field 4.</summary>
    static double[] NumbersOf(List<(int Number, ulong Value, byte[] Bytes)> tensor)
    {
        ulong type = tensor.Single(field => field.Number == 1).Value;
        byte[] bytes = tensor.Single(field => field.Number == (type == 1 ? 5 : 4)).Bytes;
        return type == 1
            ? [.. bytes.Chunk(4).Select(four => (double)BitConverter.ToSingle(four))]
            : [.. bytes.Chunk(8).Select(eight => BitConverter.ToDouble(eight))];
    }
}
