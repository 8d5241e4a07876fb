// sample
using Krill;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
// end

namespace Samples;

static class AugmentationSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { Seed = 1, TrainCount = 600, TestCount = 100 });

        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Conv2D(8, 3).Relu().MaxPooling2D(2).Flatten().Dense(10).Softmax());
        model.Compile(new Adam(0.005f), Loss.CategoricalCrossentropy);
        History history = model.Fit(digits.Train, new FitOptions
        {
            Epochs = 4,
            Augmentation =
            [
                new RandomAffine { Rotation = 10, Zoom = 0.2, WidthShift = 0.1, HeightShift = 0.1 },
                new CustomAugmentation((in AugmentedImage digit) =>
                {
                    float ink = (float)digit.Uniform(draw: 0, lower: 0.5, upper: 1);
                    foreach (ref float pixel in digit.Pixels)
                    {
                        pixel *= ink;
                    }
                }),
                new RandomErasing { Probability = 0.25, Area = (0.02, 0.1) },
                new Mixup(0.2),
            ],
        });
        // end
        Console.WriteLine(history.Count);
    }
}
