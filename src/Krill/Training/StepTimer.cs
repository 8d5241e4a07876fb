using System.Diagnostics;
using Krill.Benchmarks;
using Krill.Data;
using Krill.Kernels;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Recipes;

namespace Krill.Training;

/// <summary>Times whole training steps, forward, backward and optimizer, on random images that are already in memory.</summary>
/// <remarks>
/// Counted are the multiplications and additions of convolutions and dense layers, two for each weight and output position: once forward, once for
/// the gradient of the weights, where one comes to it, and once for that of the input, where something before it learns.
/// </remarks>
internal static class StepTimer
{
    // The runtime compiles what is hot anew while it runs; after this long and so many steps it has.
    const double WarmUpSeconds = 1;
    const int WarmUpSteps = 5;
    const int LeastSteps = 5;

    public static StepTiming Measure(Recipe recipe, BenchOptions options)
    {
        DatasetInfo dataset = Datasets.Find(recipe.DefaultDataset)!;
        (ImageShape shape, int classes) = options.Images is { } set ? (set.Shape, set.Classes) : (dataset.Shape, dataset.Classes);
        Model model = recipe.CreateModel(shape, classes);
        int batch = options.BatchSize ?? recipe.BatchSize;
        int threads = options.Threads ?? Environment.ProcessorCount;
        BatchMemoryException.Require(batch, (long)batch * Math.Max(shape.Length, classes));
        PinnedMemory images = RandomImages(batch, shape);
        PinnedMemory targets = RandomTargets(batch, classes);
        Optimizer optimizer = recipe.CreateOptimizer();
        Loss loss = recipe.Loss;
        model.Precision = options.Precision;
        model.Compile(optimizer, loss);
        double before = ProcessorPeak.Measure(threads, options.Precision);
        List<double> seconds;
        TrainingTiming? training = null, augmented = null;
        using (IExecutor executor = model.MakeExecutor(loss, optimizer, threads, seed: 0))
        {
            Time(executor, images, targets, batch, WarmUpSeconds, WarmUpSteps, options.CancellationToken);
            seconds = Time(executor, images, targets, batch, options.Seconds, LeastSteps, options.CancellationToken);
            if (options.TimesTraining)
            {
                training = Training([]);
                augmented = recipe.Augmentation.Count > 0 ? Training(recipe.Augmentation) : null;
            }

            TrainingTiming Training(IReadOnlyList<Augmentation> augmentation) =>
                TrainingTimer.Measure(model, optimizer, executor, () => executor.Train(images, targets, batch), options.Images!, augmentation, batch, options);
        }

        seconds.Sort();
        double after = ProcessorPeak.Measure(threads, options.Precision);
        return new StepTiming(batch, options.Precision, threads, seconds.Count, seconds[seconds.Count / 2], FlopsOf(model), (before, after))
        {
            Training = training,
            AugmentedTraining = augmented,
        };
    }

    /// <summary>Floating-point operations of a training step for an image.</summary>
    internal static double FlopsOf(Model model)
    {
        double flops = 0;
        HashSet<Symbol> learns = [];
        foreach (Symbol symbol in model.Symbols)
        {
            bool inputLearns = symbol.Inputs.Any(learns.Contains) && HandsGradientOn(symbol);
            bool isLearned = symbol.Parameter is { IsTrainable: true };
            if (inputLearns || isLearned)
            {
                learns.Add(symbol);
            }
        }

        HashSet<Symbol> reached = [model.Output];
        foreach (Symbol symbol in model.Symbols.Reverse().Where(symbol => reached.Contains(symbol) && HandsGradientOn(symbol)))
        {
            reached.UnionWith(symbol.Inputs);
        }

        foreach (Symbol output in model.Calls)
        {
            LayerCall call = output.Call!;
            Shape shape = output.Shape!;
            foreach (Parameter kernel in call.Layer.Parameters.Where(parameter => parameter.Name == "kernel"))
            {
                double positions = (double)shape.Elements / shape[^1];
                int directions = !reached.Contains(output) ? 1 : call.Inputs.Any(learns.Contains) ? 3 : 2;
                flops += 2 * directions * positions * kernel.Shape.Elements;
            }
        }

        return flops;
    }

    static bool HandsGradientOn(Symbol symbol) => symbol.Operation is not Graph.Round { Gradient: RoundGradient.Zero };

    static List<double> Time(IExecutor executor, PinnedMemory images, PinnedMemory targets, int batch, double seconds, int leastSteps, CancellationToken cancellation)
    {
        List<double> steps = [];
        long start = Stopwatch.GetTimestamp();
        while (steps.Count < leastSteps || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            cancellation.ThrowIfCancellationRequested();
            long step = Stopwatch.GetTimestamp();
            executor.Train(images, targets, batch);
            steps.Add(Stopwatch.GetElapsedTime(step).TotalSeconds);
        }

        return steps;
    }

    static PinnedMemory RandomImages(int count, ImageShape shape)
    {
        var images = new PinnedMemory((long)count * shape.Length);
        var random = new RandomStream(seed: 0, stream: 0);
        foreach (ref float value in images.Span)
        {
            value = random.Uniform();
        }

        return images;
    }

    static PinnedMemory RandomTargets(int count, int classes)
    {
        var targets = new PinnedMemory((long)count * classes);
        var random = new RandomStream(seed: 0, stream: 1);
        for (int i = 0; i < count; i++)
        {
            targets.Span[(i * classes) + random.Below(classes)] = 1;
        }

        return targets;
    }
}
