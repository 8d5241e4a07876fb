using Krill;
using Krill.Data;
using Krill.Layers;
using Krill.Optimizers;
using Samples;

namespace Outside;

public sealed class CustomOptimizerTests
{
    [Fact]
    public void Fit_TwoSteps_FollowsTheSignOfTheAverageInItsSlot()
    {
        (Model model, Parameter weights) = Steps.TwoWeights(0.5f, 0.25f);
        ImageSet images = Steps.Pixels((2, 0), (1, 1));

        Steps.Train(model, new SignSgd(0.125f) { Beta = 0.9375f, Decay = 1 }, images);

        // Step 1, x = 2, t = (1, 0), p = (1, 0.5): g = (0, 1), m = (0, 1/16); rate 1/8: w = (0.5, 0.25 - 1/8).
        // Step 2, x = 1, t = (0, 1), p = (0.5, 0.125): g = (0.5, -0.875), m = (1/32, 15/256 - 14/256); rate 1/16: both fall, the second against its gradient.
        Assert.Equal([0.4375f, 0.0625f], weights.Values.ToArray());
    }

    [Fact]
    public void Fit_ManyNumbers_UpdatesEachOnceAStepOnAnyNumberOfThreads()
    {
        float[] one = Counted(threads: 1), three = Counted(threads: 3);

        Assert.Equal(20_000, one.Length);
        Assert.All(one, weight => Assert.Equal(1 + 2, weight));
        Assert.Equal(one, three);
    }

    [Fact]
    public void Fit_WithAnOptimizerThatThrows_ThrowsWhatItThrew()
    {
        (Model model, _) = Steps.TwoWeights(1, 1);

        var exception = Assert.ThrowsAny<Exception>(() => Steps.Train(model, new Failing(), Steps.Pixels((1, 0))));

        Assert.Contains("the optimizer's own", $"{exception.Message}{exception.InnerException?.Message}", StringComparison.Ordinal);
    }

    static float[] Counted(int threads)
    {
        var dense = new Dense(2) { UseBias = false };
        Symbol image = Symbol.Input(100, 100, 1);
        var model = new Model(image, dense.Apply(image.Flatten()));
        dense.Parameters[0].Values.Clear();
        model.Compile(new StepCounter(), Krill.Losses.Loss.MeanSquaredError);
        model.Fit(ImageSet.FromFloats(new float[2 * 100 * 100], [0, 1], new ImageShape(100, 100, 1)), new FitOptions { BatchSize = 1, Threads = threads });
        return dense.Parameters[0].Values.ToArray();
    }

    /// <summary>Adds the number of the step to each weight, by way of two slots.</summary>
    sealed class StepCounter() : Optimizer(1)
    {
        protected override int Slots => 2;

        protected override void Update(in ParameterUpdate update)
        {
            Span<float> first = update.Slot(0), second = update.Slot(1);
            for (int i = 0; i < first.Length; i++)
            {
                first[i] += 1;
                second[i] += first[i];
                update.Weights[i] = second[i];
            }
        }
    }

    sealed class Failing() : Optimizer(1)
    {
        protected override int Slots => 0;

        protected override void Update(in ParameterUpdate update) => throw new InvalidOperationException("the optimizer's own");
    }
}
