using System.Diagnostics;
using Krill.Callbacks;
using Krill.Data;
using Krill.Optimizers;
using Krill.Planning;

namespace Krill.Training;

/// <summary>
/// Times epochs of training, whose images are shuffled, converted and augmented meanwhile, in turns with steps on a batch that is already in memory: how
/// much of their speed training reaches. Both take their turns on one executor, as what else goes on in a machine would otherwise be most of the difference.
/// </summary>
internal static class TrainingTimer
{
    const int FewestRounds = 15;

    /// <summary>Times training with an augmentation.</summary>
    /// <param name="model">A compiled model.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="executor">Their executor, warm.</param>
    /// <param name="step">Takes a step on a batch in memory.</param>
    /// <param name="train">The images; short epochs take the first of them.</param>
    /// <param name="augmentation">What changes them.</param>
    /// <param name="batch">Images a step.</param>
    /// <param name="options">How long, and on how many threads.</param>
    public static TrainingTiming Measure(
        Model model,
        Optimizer optimizer,
        IExecutor executor,
        Action step,
        ImageSet train,
        IReadOnlyList<Augmentation> augmentation,
        int batch,
        BenchOptions options)
    {
        var turns = new Turns(step, batch, options.Seconds / FewestRounds, options.CancellationToken);
        double speed = turns.Take();

        // Epochs that are over in no time are more, as the first of them run code that is still to be compiled for speed.
        int images = (int)Math.Clamp(speed * options.Seconds / FewestRounds / batch, 1, train.Count / batch) * batch;
        int rounds = (int)Math.Max(FewestRounds, speed * options.Seconds / images);
        turns.Seconds = options.Seconds / rounds;
        var fit = new FitOptions
        {
            Epochs = rounds,
            BatchSize = batch,
            DropRemainder = true,
            Augmentation = augmentation,
            Threads = options.Threads ?? Environment.ProcessorCount,
            CancellationToken = options.CancellationToken,
        };
        fit.Callbacks.Add(turns);
        using var session = new TrainingSession(model, optimizer, train.Take(images), fit, executor);
        double[] epochs = [.. session.Run().Select(epoch => epoch.ImagesPerSecond)];
        return new TrainingTiming(Median(epochs), Median([.. epochs.Zip(turns.Speeds, (epoch, alone) => epoch / alone)]));
    }

    static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    /// <summary>Steps alone before each epoch, whose time does not count as the epoch's.</summary>
    sealed class Turns(Action step, int batch, double seconds, CancellationToken cancellation) : Callback
    {
        /// <summary>How long a turn takes, or a step if that takes longer.</summary>
        public double Seconds { get; set; } = seconds;

        /// <summary>Images a second before each epoch.</summary>
        public List<double> Speeds { get; } = [];

        public override void OnEpochBegin(int epoch, TrainingContext context) => Speeds.Add(Take());

        public double Take()
        {
            long start = Stopwatch.GetTimestamp(), images = 0;
            do
            {
                cancellation.ThrowIfCancellationRequested();
                step();
                images += batch;
            }
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds);
            return images / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}
