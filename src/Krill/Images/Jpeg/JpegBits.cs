namespace Krill.Images;

/// <summary>Reads bits of a scan. A byte FF is followed by 00 where it is data, and else begins the marker that ends the scan or its part.</summary>
/// <param name="file">The file.</param>
/// <param name="position">Where the scan's data begins.</param>
internal sealed class JpegBits(PictureBytes file, int position)
{
    const int Room = 56;

    readonly byte[] _bytes = file.Bytes;
    int _position = position;
    ulong _buffer;
    int _count;
    // The last of the buffered bits that no file holds: zeros behind the end, which may be looked at and not taken.
    int _missing;

    /// <summary>The next bits, which stay. Behind the end come zeros.</summary>
    /// <param name="count">1 to 16.</param>
    public int Peek(int count)
    {
        if (_count < count)
        {
            Fill();
        }

        return (int)(_buffer >> (_count - count)) & ((1 << count) - 1);
    }

    /// <summary>Takes bits away that were looked at.</summary>
    /// <exception cref="Data.DataException">There are not so many.</exception>
    public void Skip(int count)
    {
        _count -= count;
        if (_count < _missing)
        {
            throw file.Wrong($"{file.Bytes.Length} bytes, whose pixels end early", "pixels of the whole picture");
        }
    }

    /// <summary>Takes bits, 0 to 16, as a number.</summary>
    public int Take(int count)
    {
        if (count == 0)
        {
            return 0;
        }

        int bits = Peek(count);
        Skip(count);
        return bits;
    }

    /// <summary>Takes a number of so many bits as JPEG stores it: without a sign bit, the lower half negative (specification, F.2.2.1).</summary>
    public int TakeSigned(int count)
    {
        int bits = Take(count);
        return count > 0 && bits < 1 << (count - 1) ? bits - (1 << count) + 1 : bits;
    }

    /// <summary>Leaves what is left of the data and steps behind a restart marker.</summary>
    /// <exception cref="Data.DataException">Another marker or none comes.</exception>
    public void Restart(int number)
    {
        int marker = FindMarker();
        int expected = JpegMarker.FirstRestart + number;
        if (marker < 0 || _bytes[marker] != expected)
        {
            throw file.Wrong(marker < 0 ? "an end within the pixels" : $"the marker {_bytes[marker]:X2} within the pixels", $"the restart marker {expected:X2}");
        }

        _position = marker + 1;
        _buffer = 0;
        _count = 0;
        _missing = 0;
    }

    /// <summary>Where the marker behind the scan begins; the file's length when there is none.</summary>
    public int End() => FindMarker() is var marker and >= 0 ? marker - 1 : _bytes.Length;

    /// <summary>The next marker's second byte. None is among the buffered bytes, since filling stops before it.</summary>
    int FindMarker()
    {
        for (int i = _position; i + 1 < _bytes.Length; i++)
        {
            if (_bytes[i] == 0xFF && _bytes[i + 1] is not (0 or 0xFF))
            {
                return i + 1;
            }
        }

        return -1;
    }

    void Fill()
    {
        while (_count <= Room)
        {
            int value = 0;
            if (_position >= _bytes.Length || (_bytes[_position] == 0xFF && (_position + 1 >= _bytes.Length || _bytes[_position + 1] != 0)))
            {
                _missing += 8;
            }
            else
            {
                value = _bytes[_position];
                _position += value == 0xFF ? 2 : 1;
            }

            _buffer = (_buffer << 8) | (uint)value;
            _count += 8;
        }
    }
}
