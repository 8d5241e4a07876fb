using System.Buffers.Binary;
using Krill.Data;

namespace Krill.Images;

/// <summary>
/// Reads JPEG (ITU-T T.81, in JFIF's or EXIF's file): baseline, extended and progressive with Huffman codes and 8 bits, grey or colour of any subsampling.
/// The camera's orientation is applied.
/// </summary>
internal sealed class JpegReader(PictureBytes file)
{
    readonly JpegTables _tables = new(file);
    JpegFrame? _frame;
    int _orientation = ExifOrientation.Upright;
    // What Adobe's marker says of three components: 0 for red, green and blue, 1 for brightness and differences. None where it is not there.
    int? _adobe;
    bool _isJfif;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0xFF, JpegMarker.Start, 0xFF]);

    public Picture Read()
    {
        ReadSegments();
        JpegFrame frame = _frame ?? throw file.Wrong("a file without a picture", "a JPEG frame and its scans");
        foreach (JpegComponent component in frame.Components)
        {
            if (component.Quantization is null)
            {
                throw file.Wrong($"no pixels of component {component.Id}", "a scan of each component");
            }

            component.Transform();
        }

        return ExifOrientation.Upturned(Join(frame), _orientation);
    }

    void ReadSegments()
    {
        int position = 2;
        while (true)
        {
            byte marker = Marker(ref position);
            if (marker == JpegMarker.End)
            {
                return;
            }

            if (JpegMarker.IsAlone(marker))
            {
                continue;
            }

            ReadOnlySpan<byte> segment = Segment(marker, position);
            position += segment.Length + 2;
            if (marker == JpegMarker.Scan)
            {
                position = ReadScan(segment, position);
            }
            else
            {
                Read(marker, segment);
            }
        }
    }

    byte Marker(ref int position)
    {
        ReadOnlySpan<byte> bytes = file.Bytes;
        if (position < bytes.Length && bytes[position] != 0xFF)
        {
            throw file.Wrong($"the byte {bytes[position]:X2} at {position}", "a marker, which begins with FF");
        }

        while (position < bytes.Length && bytes[position] == 0xFF)
        {
            position++;
        }

        return position < bytes.Length ? bytes[position++] : throw file.Wrong($"{bytes.Length} bytes without an end marker", "a whole file, which ends in FFD9");
    }

    ReadOnlySpan<byte> Segment(byte marker, int position)
    {
        ReadOnlySpan<byte> rest = file.Bytes.AsSpan(position);
        int length = rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest);
        return length >= 2 && length <= rest.Length
            ? rest[2..length]
            : throw file.Wrong($"a segment {marker:X2} of {length} bytes, with {rest.Length} left in the file", "whole segments");
    }

    void Read(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegMarker.HuffmanTables:
                _tables.ReadHuffman(segment);
                break;
            case JpegMarker.QuantizationTables:
                _tables.ReadQuantization(segment);
                break;
            case JpegMarker.RestartInterval:
                _tables.RestartInterval = segment.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : throw file.Wrong($"a restart interval of {segment.Length} bytes", "2");
                break;
            case JpegMarker.App0:
                _isJfif |= segment.StartsWith("JFIF\0"u8);
                break;
            case JpegMarker.App1:
                _orientation = ExifOrientation.Read(segment) ?? _orientation;
                break;
            case JpegMarker.App14 when segment.StartsWith("Adobe"u8) && segment.Length >= 12:
                _adobe = segment[11];
                break;
            case JpegMarker.Baseline or JpegMarker.Extended or JpegMarker.Progressive:
                _frame = _frame is null ? JpegFrame.Read(file, marker, segment) : throw file.Wrong("two pictures in one", "one JPEG frame");
                break;
            case >= JpegMarker.Baseline and <= JpegMarker.LastFrame and not (JpegMarker.Extension or JpegMarker.ArithmeticConditioning):
                throw file.Wrong(
                    $"a JPEG file of the rare kind {marker:X2} (lossless, hierarchical or arithmetic)", "baseline or progressive with Huffman codes",
                    "Save the picture as an ordinary JPEG or as PNG, or leave it out.");
        }
    }

    /// <summary>Decodes a scan, and gives the place behind it.</summary>
    int ReadScan(ReadOnlySpan<byte> header, int position)
    {
        JpegFrame frame = _frame ?? throw file.Wrong("pixels before their frame", "the frame first");
        int count = header.Length > 0 ? header[0] : 0;
        if (count is < 1 or > 3 || header.Length != 4 + (2 * count))
        {
            throw file.Wrong($"a scan header of {header.Length} bytes and {count} components", "1 to 3 components, 2 bytes each and 4 more");
        }

        ReadOnlySpan<byte> rest = header[(1 + (2 * count))..];
        var bits = new JpegBits(file, position);
        var scan = new JpegScan(bits, file)
        {
            Frame = frame,
            Components = _tables.Components(frame, header.Slice(1, 2 * count), rest[0], rest[2] >> 4),
            First = frame.IsProgressive ? rest[0] : 0,
            Last = frame.IsProgressive ? rest[1] : 63,
            BitBefore = frame.IsProgressive ? rest[2] >> 4 : 0,
            Bit = frame.IsProgressive ? rest[2] & 15 : 0,
            RestartInterval = _tables.RestartInterval,
        };
        if (scan.First > scan.Last || scan.Last > 63 || scan.Bit > 13 || (frame.IsProgressive && scan.First == 0 != (scan.Last == 0)) || (scan.First > 0 && count > 1))
        {
            throw file.Wrong($"a scan of {count} components and coefficients {rest[0]} to {rest[1]}, bit {scan.Bit}", "a scan that the JPEG specification has");
        }

        scan.Decode();
        return bits.End();
    }

    Picture Join(JpegFrame frame)
    {
        int channels = frame.Components.Count;
        var shape = new ImageShape(frame.Height, frame.Width, channels);
        byte[] pixels = new byte[shape.Length];
        JpegUpsampling[] rows = [.. frame.Components.Select(component => new JpegUpsampling(component, frame))];
        byte[][] lines = [.. rows.Select(_ => new byte[frame.Width])];
        bool isRgb = IsRgb(frame);
        for (int y = 0; y < frame.Height; y++)
        {
            for (int i = 0; i < channels; i++)
            {
                rows[i].Row(y, lines[i]);
            }

            Span<byte> to = pixels.AsSpan(y * frame.Width * channels, frame.Width * channels);
            if (channels == 3 && !isRgb)
            {
                JpegColour.Convert(lines[0], lines[1], lines[2], to);
                continue;
            }

            for (int x = 0; x < to.Length; x++)
            {
                to[x] = lines[x % channels][x / channels];
            }
        }

        return new Picture(shape, pixels);
    }

    /// <summary>Three components are brightness and differences unless Adobe's marker, or their letters where there is no marker, say otherwise.</summary>
    bool IsRgb(JpegFrame frame) => !_isJfif
        && (_adobe is { } transform ? transform == 0 : frame.Components.Select(component => component.Id).SequenceEqual(['R', 'G', 'B']));
}
