// sample
using Krill;
using Krill.Data;
using Krill.Reports;
// end

namespace Samples;

static class MistakesSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 100, TestCount = 200 });
        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Flatten().Dense(10).Softmax());

        Predictions predictions = model.Predict(digits.Test);
        var matrix = ConfusionMatrix.Of(predictions, digits.Test.Labels);
        Console.WriteLine($"{matrix.Correct} of {matrix.Count} correct; of the threes {matrix.AccuracyOf(3):P0}, {matrix[3, 5]} of them taken for a five");

        foreach (Mistake mistake in Mistakes.MostConfident(Mistakes.All(predictions, digits.Test.Labels), 3))
        {
            Console.WriteLine($"image {mistake.Image}: actual {mistake.Actual}, predicted {mistake.Predicted}, {mistake.Confidence:P0} sure");
        }
        // end
    }
}
