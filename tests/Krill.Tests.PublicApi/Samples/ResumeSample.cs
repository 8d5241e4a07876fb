// sample
using Krill;
using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Runs;
// end

namespace Samples;

static class ResumeSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 500, TestCount = 100 });
        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Flatten().Dense(32).Relu().Dense(10).Softmax(), seed: 1);
        model.Compile(new Adam(), Loss.CategoricalCrossentropy);

        var asked = new RunDescription { Recipe = "mine", Dataset = "digits", Seed = 1, Epochs = 5, BatchSize = 20, Threads = 2 };
        RunFolder run = RunFolder.Holds("run") ? RunFolder.Open("run") : RunFolder.Create(asked, "run");

        History history = model.Fit(digits.Train, new FitOptions
        {
            Epochs = 5,
            BatchSize = 20,
            Seed = 1,
            Callbacks = { new EarlyStopping(Metric.Loss) { Patience = 2 }, run.Recorder() },
        });
        Console.WriteLine($"{history.Count} epochs");
        // end
    }
}
