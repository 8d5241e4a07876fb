using Krill.Data;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Testing;

namespace Krill.Tests.Unit.Training;

public class TestTimeAugmentationTests
{
    const int Side = 4;
    static readonly ImageShape s_shape = new(Side, Side, 1);
    static readonly ImageSet s_set = ImageSet.FromFloats(TestValues.Uniform(30 * 16, 8), [.. Enumerable.Range(0, 30).Select(i => i % 3)], s_shape);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Predict_SixViews_AveragesTheLogits(bool softmax)
    {
        Model model = Network(softmax);
        float[] kernel = [.. model.Parameters[0].Values];

        Predictions predictions = model.Predict(s_set, batchSize: 7, augmentation: TestTimeAugmentation.MirrorAndShift);

        float[] pixels = new float[16];
        for (int image = 0; image < s_set.Count; image++)
        {
            s_set.CopyImage(image, pixels);

            // Half of the weight for the two views without a shift, half for the four with one.
            double[] average = new double[3];
            foreach ((int shift, bool mirror, double weight) in ((int, bool, double)[])[(0, false, 0.25), (0, true, 0.25), (-1, false, 0.125), (-1, true, 0.125), (1, false, 0.125), (1, true, 0.125)])
            {
                double[] logits = Logits(pixels, kernel, shift, mirror);
                average = [.. average.Zip(logits, (sum, logit) => sum + (weight * logit))];
            }

            double total = average.Sum(Math.Exp);
            double[] expected = softmax ? [.. average.Select(logit => Math.Exp(logit) / total)] : average;
            Tolerance.Sum(16, 8).Check(expected, predictions.Row(image), $"image {image}", Math.Max(1, expected.Max(Math.Abs)));
        }
    }

    [Fact]
    public void Evaluate_Views_IsThatOfThePredictions()
    {
        Model model = Network(softmax: true);
        model.Compile(new SGD(), new CategoricalCrossentropy { LabelSmoothing = 0.2f });
        Predictions predictions = model.Predict(s_set, augmentation: TestTimeAugmentation.Mirror);
        double loss = Enumerable.Range(0, s_set.Count).Average(image =>
            -Enumerable.Range(0, 3).Sum(c => ((c == s_set.Label(image) ? 0.8 : 0) + (0.2 / 3)) * Math.Log(predictions[image, c])));

        Evaluation evaluation = model.Evaluate(s_set, augmentation: TestTimeAugmentation.Mirror);

        Assert.Equal(loss, evaluation.Loss, 1e-6);
        Assert.Equal(Enumerable.Range(0, s_set.Count).Count(image => predictions.ArgMax(image) == s_set.Label(image)) / 30.0, evaluation.Accuracy, 1e-12);
        Assert.Equal(30, evaluation.Images);
    }

    // One view that is the image itself: the figures of the evaluation without views.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluate_TheImageItself_IsThePlainEvaluation(bool softmax)
    {
        foreach (Loss loss in (Loss[])[new CategoricalCrossentropy { FromLogits = !softmax, LabelSmoothing = 0.1f }, new SparseCategoricalCrossentropy { FromLogits = !softmax }, new MeanSquaredError()])
        {
            Model model = Network(softmax);
            model.Compile(new SGD(), loss);

            Evaluation plain = model.Evaluate(s_set), viewed = model.Evaluate(s_set, augmentation: new TestTimeAugmentation([new(3)]));

            Assert.Equal(plain.Loss, viewed.Loss, 1e-5);
            Assert.Equal(plain.Accuracy, viewed.Accuracy, 1e-12);
        }
    }

    [Fact]
    public void Constructor_NoViewOrNoWeight_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new TestTimeAugmentation([]));
        var error = Assert.Throws<ArgumentException>(() => new TestTimeAugmentation([new(1), new(0)]));
        Assert.StartsWith("TestTimeAugmentation: received the weights 1, 0; expected at least one view, each of a finite weight greater than 0.", error.Message, StringComparison.Ordinal);
    }

    static double[] Logits(float[] pixels, float[] kernel, int shift, bool mirror)
    {
        double[] logits = new double[3];
        for (int i = 0; i < 16; i++)
        {
            int y = i / Side, x = mirror ? Side - 1 - (i % Side) : i % Side;
            float pixel = pixels[(Reflected(y - shift) * Side) + Reflected(x - shift)];
            for (int c = 0; c < 3; c++)
            {
                logits[c] += (double)pixel * kernel[(i * 3) + c];
            }
        }

        return logits;
    }

    static int Reflected(int place) => place < 0 ? -place : place >= Side ? (2 * (Side - 1)) - place : place;

    static Model Network(bool softmax)
    {
        Symbol image = Symbol.Input(Side, Side, 1);
        Symbol logits = image.Flatten().Apply(new Dense(3) { UseBias = false, KernelInitializer = new RandomNormal(0, 0.7f) });
        return new Model(image, softmax ? logits.Softmax() : logits, seed: 2);
    }
}
