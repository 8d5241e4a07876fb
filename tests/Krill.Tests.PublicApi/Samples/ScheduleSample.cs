// sample
using Krill;
using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Training;
// end

namespace Samples;

static class ScheduleSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 500, TestCount = 100 });
        (ImageSet train, ImageSet validation) = digits.Train.SplitLast(validationFraction: 0.2);

        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Flatten().Dense(32).Relu().Dense(10).Softmax(), seed: 1);

        model.Compile(new SGD(0.1f) { Momentum = 0.9, Nesterov = true }, new CategoricalCrossentropy { LabelSmoothing = 0.1f });
        model.Fit(train, new FitOptions
        {
            Epochs = 3,
            BatchSize = 20,
            Validation = validation,
            Seed = 1,
            Callbacks =
            {
                new LearningRateScheduler((epochsDone, rate) => epochsDone == 0 ? rate : rate / 2),
                new ModelCheckpoint("best.safetensors", Metric.ValidationAccuracy) { SaveBestOnly = true },
            },
            OnEvent = what =>
            {
                if (what is EpochEnded { Logs: var logs })
                {
                    Console.WriteLine($"epoch {logs.Epoch}: learning rate {logs.LearningRate}, loss {logs.Loss:F4}");
                }
            },
        });

        model.LoadWeights("best.safetensors");
        // end
    }
}
