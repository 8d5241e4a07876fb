using Krill.Callbacks;
using Krill.Data;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Training;

namespace Krill.Tests.Unit.Training;

public class LearningRateFinderTests
{
    // Rates 0.001, 0.01, 0.1, 1: the loss is (2w - 1)² with the derivative 8w - 4, from w = 1; all worked out once more here.
    [Fact]
    public void Fit_Finder_HasTheLossesOfGrowingRatesSmoothed()
    {
        var finder = new LearningRateFinder { From = 1e-3, To = 1, Steps = 4, Smoothing = 0.5, Divergence = 100 };

        Fit(NewModel(new SGD()), finder, epochs: 4);

        double w = 1, sum = 0, share = 0;
        LearningRateSearch search = finder.Search!;
        Assert.Equal(4, search.Points.Count);
        for (int i = 0; i < 4; i++)
        {
            double rate = Math.Pow(10, i - 3), loss = Math.Pow((2 * w) - 1, 2);
            (sum, share) = ((0.5 * sum) + loss, (0.5 * share) + 1);
            Assert.Equal(rate, search.Points[i].LearningRate, 1e-7);
            Assert.Equal(loss, search.Points[i].Loss, 1e-5);
            Assert.Equal(sum / share, search.Points[i].SmoothedLoss, 1e-5);
            w -= rate * ((8 * w) - 4);
        }

        Assert.False(search.HasDiverged);
    }

    // No weight suits both images, and the loss is 0.1 at best; a rate above 0.4 makes the error of the weight grow: 1 - 5 · rate is less than -1.
    [Fact]
    public void Fit_LossThatBreaksAway_EndsTheSearch()
    {
        var finder = new LearningRateFinder { From = 1e-3, To = 1e3, Steps = 200, Smoothing = 0.9 };

        NewModel(new SGD()).Fit(
            ImageSet.FromFloats([2, 1], [0, 0], new ImageShape(1, 1, 1), ["the class"]),
            new FitOptions { Epochs = 200, BatchSize = 2, Threads = 1, Callbacks = { finder } });

        LearningRateSearch search = finder.Search!;
        Assert.True(search.HasDiverged);
        Assert.InRange(search.Points.Count, 20, 150);
        double least = search.Points.Min(point => point.SmoothedLoss);
        Assert.True(search.Points[^1].SmoothedLoss > 4 * least);
        Assert.All(search.Points.SkipLast(1), point => Assert.True(point.SmoothedLoss <= 4 * search.Points.TakeWhile(other => other != point).Append(point).Min(other => other.SmoothedLoss)));
    }

    // A loss of made-up points: it falls from step 3 to 7, most between 4 and 6, and is least at 7.
    [Fact]
    public void Steepest_IsWhereTheLossFallsMostOverTheLogarithm()
    {
        double[] losses = [5, 1, 5, 5, 4.5, 3, 1.5, 1.2, 2, 9];
        var search = new LearningRateSearch([.. losses.Select((loss, i) => new LearningRatePoint(Math.Pow(10, i - 5), loss, i == 1 ? 5 : loss))], hasDiverged: true);

        Assert.Equal(1, search.Steepest);
        Assert.Equal(100, search.LeastLoss);
    }

    [Fact]
    public void Steepest_LossThatOnlyRises_IsNone() =>
        Assert.Null(new LearningRateSearch([.. Enumerable.Range(1, 20).Select(i => new LearningRatePoint(i, i, i))], hasDiverged: false).Steepest);

    [Fact]
    public void Steepest_LossThatIsNoNumberAtLast_IsOfThoseBefore()
    {
        double[] losses = [5, 5, 4, 2, 1, double.NaN];
        var search = new LearningRateSearch([.. losses.Select((loss, i) => new LearningRatePoint(Math.Pow(10, i), loss, loss))], hasDiverged: true);

        Assert.Equal(100, search.Steepest);
        Assert.Equal(10000, search.LeastLoss);
        Assert.Contains("steepest: 100", search.Chart().ToSvg(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Optimizers => ["adam", "lookahead", "groups"];

    // A training that has gone on, a search, and the rest of the training: as without the search.
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Fit_Finder_LeavesModelAndOptimizerAsTheyWere(string kind)
    {
        Model with = NewModel(Make(kind)), without = NewModel(Make(kind));
        Fit(with, null, epochs: 3);
        Fit(without, null, epochs: 3);

        Fit(with, new LearningRateFinder { From = 1e-3, To = 1, Steps = 7 }, epochs: 10);
        Assert.Equal(without.Parameters[0].Values, with.Parameters[0].Values);

        Fit(with, null, epochs: 6, done: 3);
        Fit(without, null, epochs: 6, done: 3);
        Assert.Equal(without.Parameters[0].Values, with.Parameters[0].Values);
    }

    [Fact]
    public void Fit_FewerStepsThanRates_SaysHowManyEpochsItTakes()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(NewModel(new SGD()), new LearningRateFinder { Steps = 50 }, epochs: 2));

        Assert.Equal(
            "LearningRateFinder: received a training of 2 steps for 50 rates; expected as many steps at least. Give FitOptions.Epochs = 50, or fewer Steps.",
            error.Message);
    }

    [Fact]
    public void Fit_LastRateBelowTheFirst_IsRefused() => Assert.Equal(
        "LearningRateFinder: received the rates 1 to 0.5; expected the last to be greater than the first.",
        Assert.Throws<ArgumentException>(() => Fit(NewModel(new SGD()), new LearningRateFinder { From = 1, To = 0.5 }, epochs: 200)).Message);

    static Optimizer Make(string kind) => kind switch
    {
        "adam" => new Adam(0.01f),
        "lookahead" => new Lookahead(new SGD(0.01f) { Momentum = 0.9 }) { SyncPeriod = 2 },
        _ => new GroupedOptimizer(new SGD(0.01f), [new ParameterGroup("all", _ => true, new Nadam(0.02f))]),
    };

    static Model NewModel(Optimizer optimizer)
    {
        Symbol image = Symbol.Input(1, 1, 1);
        var model = new Model(image, image.Flatten().Apply(new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) }));
        model.Compile(optimizer, Loss.MeanSquaredError);
        return model;
    }

    static void Fit(Model model, Callback? callback, int epochs, int done = 0)
    {
        var options = new FitOptions { Epochs = epochs, InitialEpoch = done, BatchSize = 1, Threads = 1 };
        if (callback is not null)
        {
            options.Callbacks.Add(callback);
        }

        model.Fit(ImageSet.FromFloats([2], [0], new ImageShape(1, 1, 1), ["the class"]), options);
    }
}
