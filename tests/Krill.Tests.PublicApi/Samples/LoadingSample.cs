// sample
using Krill.Data;
// end

namespace Samples;

static class LoadingSample
{
    public static void Run()
    {
        // sample
        Dataset digits = Datasets.Load("digits", new DatasetOptions { Seed = 1, TrainCount = 1000, TestCount = 200 });
        (ImageSet train, ImageSet validation) = digits.Train.Split(validationFraction: 0.1, seed: 0);
        // end
        Console.WriteLine($"{train.Count} {validation.Count} {digits.Test.Count}");
    }
}
