using System.Buffers.Binary;

namespace Krill.Data;

/// <summary>
/// Reads IDX files, the format of MNIST: a magic number 00 00 08 DD (unsigned bytes in DD dimensions), each size as a
/// big-endian 32-bit integer, the bytes. Plain or gzip, whatever the name says.
/// </summary>
internal static class IdxFile
{
    const int UnsignedByte = 8;

    /// <summary>Reads images: count × height × width bytes.</summary>
    /// <exception cref="DataException">The file is missing, unreadable, of another kind, cut off or too long.</exception>
    public static (byte[] Pixels, int Count, ImageShape Shape) ReadImages(string path)
    {
        (byte[] pixels, int[] sizes) = Read(path, 3, "images");
        return (pixels, sizes[0], new ImageShape(sizes[1], sizes[2], 1));
    }

    /// <summary>Reads labels: count bytes, each below the number of classes.</summary>
    /// <exception cref="DataException">As for images, or a label has no class.</exception>
    public static int[] ReadLabels(string path, int classes)
    {
        (byte[] labels, _) = Read(path, 1, "labels");
        int bad = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (bad >= 0)
        {
            throw new DataException(path, $"label {labels[bad]} for image {bad}", $"labels 0 to {classes - 1}", "Use the labels that belong to this dataset.");
        }

        return Array.ConvertAll(labels, label => (int)label);
    }

    static (byte[] Data, int[] Sizes) Read(string path, int dimensions, string kind) => DataFile.Read(path, file =>
    {
        Span<byte> header = stackalloc byte[4 + 4 * dimensions];
        int read = file.Content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        CheckMagic(path, header[..Math.Min(read, 4)], dimensions, kind);
        if (read < header.Length)
        {
            throw new DataException(path, $"{read} bytes", $"a header of {header.Length} bytes and {kind}", "The file is cut off. " + DataFile.Refetch);
        }

        var sizes = new int[dimensions];
        long length = 1;
        for (int i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + 4 * i)..]);
            length = sizes[i] < 1 || length < 0 ? -1 : Math.Min(length * sizes[i], uint.MaxValue);
        }

        string shape = string.Join("×", sizes);
        if (length < 1 || length > Array.MaxLength)
        {
            throw new DataException(path, $"{kind} of {shape}", $"positive sizes, and at most {Array.MaxLength} bytes in all", DataFile.Refetch);
        }

        // Compared before memory is taken, so that a damaged size cannot take all of it.
        long possible = file.LargestContent - header.Length;
        byte[] data = possible < length ? [] : GC.AllocateUninitializedArray<byte>((int)length);
        long present = possible < length ? possible : file.Content.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (present < length)
        {
            throw new DataException(path, $"{present} bytes of {kind}", $"{length}, {shape}", "The file is cut off. " + DataFile.Refetch);
        }

        if (file.Content.ReadByte() >= 0)
        {
            throw new DataException(
                path, $"bytes behind the {kind}", $"{length} bytes of {kind}, {shape}, and nothing after them", "The file is too long. " + DataFile.Refetch);
        }

        // The runtime does not miss the last bytes of a gzip file (checksum and length), so this does.
        if (file.Zipped && file.StatedLength != (uint)(header.Length + length))
        {
            throw new DataException(
                path,
                $"a gzip file that states a content of {file.StatedLength} bytes at its end",
                $"{header.Length + length}, the bytes that are in it",
                "The file is cut off, or something stands behind its end. " + DataFile.Refetch);
        }

        return (data, sizes);
    });

    static void CheckMagic(string path, ReadOnlySpan<byte> magic, int dimensions, string kind)
    {
        if (magic is [0, 0, UnsignedByte, var received] && received == dimensions)
        {
            return;
        }

        string found = magic.Length < 4 ? $"{magic.Length} bytes" : $"the magic number 0x{BinaryPrimitives.ReadUInt32BigEndian(magic):X8}";
        string cure = magic is [0, 0, UnsignedByte, 1 or 3]
            ? "It may be that the files of images and labels are exchanged."
            : "Give an IDX file, plain or as .gz. " + DataFile.Refetch;
        throw new DataException(path, found, $"0x{UnsignedByte << 8 | dimensions:X8}, an IDX file of {kind}", cure);
    }
}
