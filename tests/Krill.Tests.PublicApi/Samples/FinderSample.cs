// sample
using Krill;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Training;
// end

namespace Samples;

static class FinderSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 500, TestCount = 100 });
        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Flatten().Dense(32).Relu().Dense(10).Softmax(), seed: 1);
        model.Compile(new SGD { Momentum = 0.9 }, Loss.CategoricalCrossentropy);

        // Ten steps an epoch: a hundred rates take ten epochs. Model and optimizer are then as they were.
        var finder = new LearningRateFinder { From = 1e-5 };
        model.Fit(digits.Train, new FitOptions { Epochs = 10, BatchSize = 50, Callbacks = { finder } });

        finder.Search!.Chart().Save("learning-rates.svg");
        model.Compile(new SGD((float)finder.Search.Steepest!.Value) { Momentum = 0.9 }, Loss.CategoricalCrossentropy);
        // end
    }
}
