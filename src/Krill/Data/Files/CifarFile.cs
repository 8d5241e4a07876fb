namespace Krill.Data;

/// <summary>
/// Reads the binary files of CIFAR-10 and CIFAR-100: records of one label byte (or two: coarse, fine) and 3 × 32 × 32
/// bytes, first all reds, then all greens, then all blues.
/// </summary>
/// <param name="LabelBytes">Label bytes a record: 1 in CIFAR-10, 2 in CIFAR-100.</param>
/// <param name="LabelAt">Which of them is the class.</param>
/// <param name="Classes">How many classes there are.</param>
internal readonly record struct CifarFile(int LabelBytes, int LabelAt, int Classes)
{
    public static ImageShape Shape { get; } = new(32, 32, 3);

    const int Plane = 32 * 32;

    int RecordLength => LabelBytes + 3 * Plane;

    /// <summary>Reads the records of a file that has as many as there are places for labels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pixels">Takes the images, the channels of a pixel side by side.</param>
    /// <param name="labels">Takes the classes.</param>
    /// <exception cref="DataException">The file is missing, unreadable, cut off or too long, or a label has no class.</exception>
    public void Read(string path, ArraySegment<byte> pixels, ArraySegment<int> labels)
    {
        CifarFile format = this;
        DataFile.Read(path, file =>
        {
            format.CheckLength(path, file, labels.Count);
            Span<byte> record = new byte[format.RecordLength];
            for (int i = 0; i < labels.Count; i++)
            {
                file.Content.ReadExactly(record);
                int label = record[format.LabelAt];
                if (label >= format.Classes)
                {
                    throw new DataException(path, $"label {label} for image {i}", $"labels 0 to {format.Classes - 1}", DataFile.Refetch);
                }

                labels[i] = label;
                Interleave(record[format.LabelBytes..], pixels.AsSpan(i * 3 * Plane, 3 * Plane));
            }

            return labels.Count;
        });
    }

    void CheckLength(string path, DataFile file, int records)
    {
        long expected = (long)records * RecordLength;
        // The first label is below 0x1F in both datasets, so no file of theirs begins like gzip.
        if (file.Length != expected || file.Zipped)
        {
            string kind = file.Zipped ? "a gzip file" : $"{file.Length} bytes";
            string cure = file.Zipped ? "Unpack it." : $"The file is {(file.Length < expected ? "cut off" : "too long")}. {DataFile.Refetch}";
            throw new DataException(path, kind, $"{expected} bytes, {records} records of {RecordLength}", cure);
        }
    }

    static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        ReadOnlySpan<byte> red = planes[..Plane], green = planes.Slice(Plane, Plane), blue = planes.Slice(2 * Plane, Plane);
        for (int i = 0; i < Plane; i++)
        {
            pixels[3 * i] = red[i];
            pixels[3 * i + 1] = green[i];
            pixels[3 * i + 2] = blue[i];
        }
    }
}
