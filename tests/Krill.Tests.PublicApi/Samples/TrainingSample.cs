// sample
using Krill;
using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
// end

namespace Samples;

static class TrainingSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 2000, TestCount = 500 });
        DataSplit split = digits.Train.Split(validationFraction: 0.1, seed: 42);

        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image
            .Conv2D(16, 3).Relu().MaxPooling2D(2)
            .Flatten()
            .Dense(10).Softmax());

        model.Compile(new Adam(1e-3f), Loss.CategoricalCrossentropy);
        model.Fit(split.Train, new FitOptions
        {
            Epochs = 5,
            BatchSize = 50,
            Validation = split.Validation,
            Callbacks = { new EarlyStopping(Metric.ValidationAccuracy) { Patience = 3, RestoreBestWeights = true } },
            Output = Console.Out,
        });

        Console.WriteLine($"test accuracy {model.Evaluate(digits.Test).Accuracy:P2}");
        // end
    }
}
