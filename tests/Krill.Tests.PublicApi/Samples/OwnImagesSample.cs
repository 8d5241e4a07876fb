// sample
using Krill;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
// end

namespace Samples;

static class OwnImagesSample
{
    public static void Run()
    {
        // sample
        var shape = new ImageShape(16, 16, 3);
        string[] classes = ["red", "blue"];
        int[] labels = [.. Enumerable.Range(0, 400).Select(number => number % 2)];
        byte[] pixels = [.. labels.SelectMany((label, number) => Picture(label, number))];
        ImageSet images = ImageSet.FromBytes(pixels, labels, shape, classes);

        Model model = MakeModel();
        model.Compile(new Adam(0.01f), Loss.CategoricalCrossentropy);
        model.Fit(images, new FitOptions { Epochs = 5, BatchSize = 20 });
        model.SaveWeights("colours.safetensors");

        // In your product: the same network, the weights from the file, and one image, whose class nobody knows.
        Model trained = MakeModel();
        trained.LoadWeights("colours.safetensors");
        ImageSet unknown = ImageSet.FromBytes(Picture(1, 1234), shape);
        Predictions predictions = trained.Predict(unknown);
        Console.WriteLine($"{classes[predictions.ArgMax(0)]}, {predictions.Row(0)[predictions.ArgMax(0)]:P0} sure");

        static Model MakeModel()
        {
            Symbol image = Symbol.Input(16, 16, 3);
            return new Model(image, image.Conv2D(8, 3).Relu().GlobalAveragePooling2D().Dense(2).Softmax());
        }

        // Stands for what reads your files: row after row, the red, green and blue of a pixel side by side.
        static byte[] Picture(int label, int number) =>
            [.. Enumerable.Range(0, 16 * 16 * 3).Select(i => (byte)((i % 3 == label * 2 ? 150 : 50) + (((number * 31) + (i * 7)) % 100)))];
        // end
    }
}
