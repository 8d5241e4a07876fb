// sample
using Krill;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Reports;
// end

namespace Samples;

static class AverageSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 500, TestCount = 200 });
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Model model = MakeModel(seed);
            model.Compile(new Adam(0.005f), Loss.CategoricalCrossentropy);
            model.Fit(digits.Train, new FitOptions { Epochs = 2, BatchSize = 20, Seed = seed });
            model.SaveWeights($"member-{seed}.safetensors");
        }

        // Later: the weights of each network, and what all of them say together.
        Predictions average = Predictions.Average(Enumerable.Range(1, 3).Select(member =>
        {
            Model model = MakeModel();
            model.LoadWeights($"member-{member}.safetensors");
            return model.Predict(digits.Test);
        }));

        Console.WriteLine($"test accuracy of three together {average.Accuracy(digits.Test.Labels):P2}");
        Console.WriteLine($"{Mistakes.All(average, digits.Test.Labels).Count} mistakes, {ConfusionMatrix.Of(average, digits.Test.Labels)[3, 5]} threes taken for a five");

        static Model MakeModel(ulong seed = 0)
        {
            Symbol image = Symbol.Input(28, 28, 1);
            return new Model(image, image.Flatten().Dense(32).Relu().Dense(10).Softmax(), seed);
        }
        // end
    }
}
