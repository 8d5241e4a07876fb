// sample
using Krill;
using Krill.Losses;
using Krill.Optimizers;
// end

namespace Samples;

static class GroupsSample
{
    public static void Run()
    {
        // sample
        Symbol image = Symbol.Input(28, 28, 1);
        var model = new Model(image, image.Conv2D(16, 3).BatchNormalization().Relu().MaxPooling2D(2).Flatten().Dense(10).Softmax(), seed: 1);

        var optimizer = new GroupedOptimizer(new Muon(0.05f),
        [
            new ParameterGroup("vectors", parameter => parameter.Shape.Rank == 1, new SGD(0.05f) { Momentum = 0.9, Nesterov = true }),
            new ParameterGroup("head", parameter => parameter.FullName == "dense/kernel", new SGD(0.1f) { Momentum = 0.9, WeightDecay = 1e-3 }),
        ]);
        model.Compile(optimizer, Loss.CategoricalCrossentropy);
        // end
        Console.WriteLine($"{optimizer.LearningRate} {optimizer.Groups.Count}");
    }
}
