// sample
using Krill.Data;
// end

namespace Samples;

static class ImageSetSample
{
    public static void Run()
    {
        // sample
        byte[] pixels = new byte[2 * 32 * 32 * 3]; // image after image, row after row, the channels of a pixel side by side
        int[] labels = [0, 1];                     // one an image, from 0
        ImageSet cats = ImageSet.FromBytes(pixels, labels, new ImageShape(32, 32, 3), ["cat", "no cat"]);
        // end
        Console.WriteLine($"{cats.Count} {cats.Shape} {cats.Classes}");
    }
}
