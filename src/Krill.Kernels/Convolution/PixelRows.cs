namespace Krill.Kernels;

/// <summary>Copies of a few columns of many rows.</summary>
internal static unsafe class PixelRows
{
    /// <summary>Copies <paramref name="columns"/> floats of each row behind each other, filled up with zeros to <paramref name="rowLength"/>.</summary>
    public static void Pack(float* rows, int stride, int count, int columns, float* packed, int rowLength)
    {
        for (int i = 0; i < count; i++)
        {
            ShortRuns.Copy(rows, packed, columns);
            if (columns < rowLength)
            {
                ShortRuns.Clear(packed + columns, rowLength - columns);
            }

            rows += stride;
            packed += rowLength;
        }
    }

    /// <summary>Copies the first <paramref name="columns"/> floats of each packed row to rows that lie <paramref name="stride"/> apart.</summary>
    public static void Unpack(float* packed, int rowLength, int count, int columns, float* rows, int stride)
    {
        for (int i = 0; i < count; i++)
        {
            ShortRuns.Copy(packed, rows, columns);
            packed += rowLength;
            rows += stride;
        }
    }
}
