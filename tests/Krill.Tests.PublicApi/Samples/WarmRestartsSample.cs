// sample
using Krill.Callbacks;
// end

namespace Samples;

static class WarmRestartsSample
{
    public static void Run()
    {
        // sample
        // A fifth of an epoch up to the rate that the model is compiled with, then two cycles down to nothing, the second twice as long.
        Schedule rate = new Warmup(new CosineDecayRestarts(3, ScheduleUnit.Epochs), 0.2, ScheduleUnit.Epochs) { From = 0.1 };
        var callback = new ScheduledLearningRate(rate);

        rate.Chart(stepsPerEpoch: 100, epochs: 9).Save("learning-rate.svg");
        Console.WriteLine($"{rate.Curve(100, 9)[0]} {rate.Curve(100, 9)[20]}");
        // end
    }
}
