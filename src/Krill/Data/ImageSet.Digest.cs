using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Krill.Data;

public sealed partial class ImageSet
{
    const int MostDigested = 1024;

    /// <summary>
    /// Tells sets apart, without going through all of a large one: a checksum of the names of the classes, all labels, and the pixels, as they are given, of up to
    /// 1,024 images that are evenly spread.
    /// </summary>
    internal string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Shape}\n{string.Join('\n', ClassNames)}"));
        hash.AppendData(MemoryMarshal.AsBytes<int>(_labels));
        float[] image = new float[Shape.Length];
        int step = ((Count - 1) / MostDigested) + 1;
        for (int i = 0; i < Count; i += step)
        {
            CopyImage(i, image);
            hash.AppendData(MemoryMarshal.AsBytes(image.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
