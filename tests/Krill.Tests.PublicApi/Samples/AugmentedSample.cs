// sample
using Krill.Data;
// end

namespace Samples;

static class AugmentedSample
{
    public static void Run()
    {
        // sample
        // What an augmentation of one's own makes of two pixels, black being 0.
        var inverted = new CustomAugmentation((in AugmentedImage image) =>
        {
            foreach (ref float pixel in image.Pixels)
            {
                pixel = image.White - pixel;
            }
        });
        ImageSet two = ImageSet.FromFloats([0.25f, 1], labels: [0], new ImageShape(1, 2, 1));
        float[] pixels = new float[2];
        two.Augmented([inverted]).CopyImage(0, pixels);
        Console.WriteLine($"{pixels[0]} {pixels[1]}");

        // The digits that a training with seed 7 sees in its third epoch, as they are trained on.
        ImageSet digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 100, TestCount = 10 }).Train;
        ImageSet third = digits.Augmented([new RandomAffine { Rotation = 10 }, new RandomErasing()], seed: 7, epoch: 3);
        Console.WriteLine($"{third.Count} {third.Shape}");
        // end
    }
}
