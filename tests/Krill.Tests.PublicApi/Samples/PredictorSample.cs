// sample
using Krill;
using Krill.Data;
// end

namespace Samples;

static class PredictorSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 100, TestCount = 100 });
        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Flatten().Dense(10).Softmax());

        using Predictor predictor = model.CreatePredictor(threads: 1);
        for (int i = 0; i < 3; i++)
        {
            Predictions one = predictor.Predict(digits.Test.Subset([i]));
            Console.WriteLine($"image {i}: {digits.Test.ClassNames[one.ArgMax(0)]}");
        }
        // end
    }
}
