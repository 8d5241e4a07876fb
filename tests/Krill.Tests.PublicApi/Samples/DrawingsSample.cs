// sample
using Krill;
using Krill.Charts;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Reports;
// end

namespace Samples;

static class DrawingsSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 500, TestCount = 200 });
        DataSplit split = digits.Train.Split(validationFraction: 0.2, seed: 1);
        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Flatten().Dense(32).Relu().Dense(10).Softmax(), seed: 1);
        model.Compile(new Adam(0.005f), Loss.CategoricalCrossentropy);
        History history = model.Fit(split.Train, new FitOptions { Epochs = 3, BatchSize = 20, Validation = split.Validation, Seed = 1 });

        model.Draw("Three layers").Save("pictures/network.svg");

        LineChart accuracy = history.Chart(LearningCurve.Accuracy);
        accuracy.Marks.Add(new ChartMark(history.Best(Metric.ValidationAccuracy)!.Value.Epoch, "best"));
        accuracy.Save("pictures/accuracy.svg");
        history.Chart(LearningCurve.Loss).Save("pictures/loss.svg");

        Predictions predictions = model.Predict(digits.Test);
        ConfusionMatrix.Of(predictions, digits.Test.Labels).Draw(digits.Test.ClassNames).Save("pictures/confusion-matrix.svg");
        IReadOnlyList<Mistake> mistakes = Mistakes.OnePerClass(Mistakes.All(predictions, digits.Test.Labels));
        Mistakes.Draw(mistakes, digits.Test, "A mistake of each class").Save("pictures/mistakes.svg");
        // end
    }
}
