using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Tests.Unit.Optimizers;
using Krill.Training;

namespace Krill.Tests.Unit.Training;

/// <summary>A training that is taken up again goes on as if it had not stopped, to the bit: on the real engine, with a random layer and an optimizer with memory.</summary>
public class ContinuedTrainingTests
{
    static readonly ImageSet s_images = ImageSet.FromFloats(
        [.. Enumerable.Range(0, 50 * 16).Select(i => MathF.Sin(i * i))],
        [.. Enumerable.Range(0, 50).Select(i => i % 3)],
        new ImageShape(4, 4, 1),
        ["a", "b", "c"]);

    [Fact]
    public void Fit_CalledAgain_GoesOnToTheBit()
    {
        Model whole = NewModel(), parts = NewModel();
        whole.Fit(s_images, Options(0, 3));

        parts.Fit(s_images, Options(0, 1));
        parts.Fit(s_images, Options(1, 3));

        Equal(whole, parts);
    }

    // A loop of one epoch a call, as people write it: the second call must not see the orders and the dropout of the first again.
    [Fact]
    public void Fit_CalledAgainFromTheStart_HasTheRandomNumbersOfTheEpochsThatFollow()
    {
        Model whole = NewModel(), parts = NewModel(), afresh = NewModel();
        whole.Fit(s_images, Options(0, 2));

        parts.Fit(s_images, Options(0, 1));
        parts.Fit(s_images, Options(0, 1));

        Equal(whole, parts);
        Assert.Equal(2, parts.EpochsTrained);
        afresh.Fit(s_images, Options(0, 1));
        afresh.Compile(new Nadam(0.01f), Loss.CategoricalCrossentropy);
        Assert.Equal(0, afresh.EpochsTrained);
    }

    [Fact]
    public void Fit_AfterALearningRateSearch_HasTheRandomNumbersOfTheFirstEpochs()
    {
        Model searched = NewModel(), plain = NewModel();
        FitOptions search = Options(0, 1);
        search.Callbacks.Add(new LearningRateFinder { Steps = 4 });
        searched.Fit(s_images, search);

        searched.Fit(s_images, Options(0, 1));
        plain.Fit(s_images, Options(0, 1));

        Equal(plain, searched);
    }

    [Fact]
    public void Fit_FromSavedWeightsAndOptimizer_GoesOnToTheBit()
    {
        using var folder = new TempFolder();
        Model whole = NewModel(), first = NewModel(), second = NewModel();
        whole.Fit(s_images, Options(0, 3));
        var optimizer = new Nadam(0.01f);
        first.Compile(optimizer, Loss.CategoricalCrossentropy);
        first.Fit(s_images, Options(0, 2));
        first.SaveWeights(folder["weights"]);
        OptimizerStates.Save(first.StateOf(optimizer), folder["optimizer"]);

        var resumed = new Nadam();
        second.Compile(resumed, Loss.CategoricalCrossentropy);
        second.LoadWeights(folder["weights"]);
        OptimizerStates.Load(second.StateOf(resumed), folder["optimizer"]);
        second.Fit(s_images, Options(2, 3));

        Equal(whole, second);
    }

    [Fact]
    public void Compile_OptimizerThatHasTrained_StartsItsStateAnew()
    {
        var optimizer = new Nadam(0.01f);
        Model once = NewModel(), again = NewModel();
        once.Fit(s_images, Options(0, 1));
        Model other = NewModel();
        other.Compile(optimizer, Loss.CategoricalCrossentropy);
        other.Fit(s_images, Options(0, 2));

        again.Compile(optimizer, Loss.CategoricalCrossentropy);
        again.Fit(s_images, Options(0, 1));

        Equal(once, again);
    }

    static Model NewModel()
    {
        Symbol image = Symbol.Input(4, 4, 1);
        var model = new Model(image, image.Flatten().Dense(8).Relu().Dropout(0.25f).Dense(3).Softmax(), seed: 5);
        model.Compile(new Nadam(0.01f), Loss.CategoricalCrossentropy);
        return model;
    }

    static FitOptions Options(int from, int to) => new() { InitialEpoch = from, Epochs = to, BatchSize = 16, Seed = 7, Threads = 2 };

    static void Equal(Model expected, Model actual)
    {
        for (int i = 0; i < expected.Parameters.Count; i++)
        {
            Assert.Equal(expected.Parameters[i].Values, actual.Parameters[i].Values);
        }
    }
}
