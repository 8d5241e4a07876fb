// sample
using Krill.Charts;
// end

namespace Samples;

static class ChartSample
{
    public static void Run()
    {
        // sample
        double[] epochs = [1, 2, 3, 4];
        var chart = new LineChart
        {
            Title = "Loss",
            X = new Axis { Label = "epoch" },
            Y = new Axis { Label = "loss", IsLogarithmic = true },
            Series =
            {
                new Series("training", epochs, [1.2, 0.5, 0.2, 0.1]),
                new Series("validation, five seeds", epochs, [1.1, 0.6, 0.4, 0.4]) { Spread = [0.1, 0.05, 0.05, 0.04] },
            },
            Marks = { new ChartMark(3, "best") },
        };
        chart.Save("loss.svg");
        // end
    }
}
