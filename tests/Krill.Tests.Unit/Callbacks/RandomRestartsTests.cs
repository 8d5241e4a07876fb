using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Callbacks;

/// <summary>Several starts in one training, on the real engine.</summary>
public class RandomRestartsTests
{
    static readonly ImageSet s_images = ImageSet.FromFloats(
        [.. Enumerable.Range(0, 40 * 16).Select(i => MathF.Sin(i * i))],
        [.. Enumerable.Range(0, 40).Select(i => i * i % 3)],
        new ImageShape(4, 4, 1),
        ["a", "b", "c"]);

    [Theory]
    [InlineData("adam")]
    [InlineData("nadam")]
    [InlineData("momentum")]
    [InlineData("ema")]
    public void Fit_LaterStart_IsATrainingOfItsOwn(string optimizer)
    {
        List<float[]> begins = [], ends = [];
        Model model = NewModel(optimizer, seed: 5);
        Fit(model, 6, new RandomRestarts(2), Rates(2), Watch(begins, ends));

        Model alone = NewModel(optimizer, seed: 9);
        Assert.NotEqual(begins[0], begins[3]);
        Put(begins[3], alone);
        Fit(alone, 3, Rates(1));

        Assert.Equal(Numbers(alone), ends[5]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Fit_Starts_EndWithTheWeightsOfTheLeastLoss(int seed)
    {
        List<float[]> ends = [];
        Model model = NewModel("adam", (ulong)seed);

        History history = Fit(model, 12, new RandomRestarts(4), Watch([], ends));

        int best = new[] { 3, 6, 9, 12 }.MinBy(epoch => history[epoch - 1].Loss);
        Assert.Equal(ends[best - 1], Numbers(model));
        Assert.Equal(best, history.RestoredEpoch);
    }

    // Not the first each time, or the test above shows nothing.
    [Fact]
    public void Fit_Starts_DoNotAllEndAlike() =>
        Assert.True(Enumerable.Range(1, 4).Select(seed => Fit(NewModel("adam", (ulong)seed), 12, new RandomRestarts(4)).RestoredEpoch).Distinct().Count() > 1);

    [Fact]
    public void Fit_OtherSeeds_ShareNoStart()
    {
        List<float[]> begins = [];
        for (int seed = 0; seed < 4; seed++)
        {
            Fit(NewModel("adam", (ulong)seed), 4, new RandomRestarts(4), Watch(begins, []));
        }

        Assert.Equal(16, begins.DistinctBy(numbers => string.Join(' ', numbers)).Count());
    }

    [Fact]
    public void Fit_WhatIsNotTrained_GoesBackToItsStart()
    {
        Model model = NewModel("adam", seed: 5);
        model.Layers[0].IsTrainable = false;
        model.Compile(new Adam(0.01f), Loss.CategoricalCrossentropy);
        float[] frozen = model.Parameters[0].Values.ToArray();
        List<float[]> begins = [];

        Fit(model, 4, new RandomRestarts(2), Watch(begins, []));

        Assert.Equal(frozen, model.Parameters[0].Values.ToArray());
        float[] statistics = [0, 0, 0, 1, 1, 1];
        int place = Enumerable.Range(0, model.Parameters.Count).TakeWhile(i => model.Parameters[i].Name != "moving_mean").Sum(i => model.Parameters[i].Values.Length);
        Assert.Equal(statistics, begins[2][place..(place + 6)]);
        Assert.NotEqual(statistics, begins[3][place..(place + 6)]);
    }

    [Fact]
    public void Fit_FewerEpochsThanStarts_HasAStartAnEpoch() => Assert.NotNull(Fit(NewModel("adam", seed: 5), 2, new RandomRestarts(5), Rates(5)).RestoredEpoch);

    [Theory]
    [InlineData(500, 5)]
    [InlineData(7, 3)]
    [InlineData(3, 5)]
    [InlineData(1, 1)]
    public void TrainingPart_OfEachEpoch_AreEvenAndWithoutGap(int epochs, int parts)
    {
        TrainingPart[] each = [.. Enumerable.Range(1, epochs).Select(epoch => TrainingPart.Of(epoch, epochs, parts))];

        TrainingPart[] all = [.. each.Distinct()];
        Assert.Equal(Math.Min(parts, epochs), all.Length);
        Assert.Equal(Enumerable.Range(0, all.Length), all.Select(part => part.Number));
        Assert.Equal(epochs, all.Sum(part => part.Epochs));
        Assert.InRange(all.Max(part => part.Epochs) - all.Min(part => part.Epochs), 0, 1);
        Assert.All(each, (part, i) => Assert.InRange(i, part.Start, part.Start + part.Epochs - 1));
    }

    [Fact]
    public void Repeated_IsTheScheduleInEachPart()
    {
        var line = new PiecewiseLinear([(0, 1), (1, 0)]);

        IReadOnlyList<double> curve = new Repeated(line, 2).Curve(stepsPerEpoch: 2, epochs: 5);

        Assert.Equal([.. line.Curve(2, 2), .. line.Curve(2, 3)], curve);
    }

    // Up for one of five epochs of two steps: two parts of two epochs are left. Up for three steps of four epochs: the second epoch is cut, and two follow.
    [Fact]
    public void Repeated_BehindAWarmup_DividesWhatIsLeft()
    {
        var line = new Repeated(new PiecewiseLinear([(0, 1), (1, 0)]), 2);

        Assert.Equal([0, 0.5, 1, 0.75, 0.5, 0.25, 1, 0.75, 0.5, 0.25], new Warmup(line, 1, ScheduleUnit.Epochs).Curve(stepsPerEpoch: 2, epochs: 5));
        Assert.Equal([0, 1 / 3.0, 2 / 3.0, 1, 1, 0.75, 0.5, 0.25], new Warmup(line, 3, ScheduleUnit.Steps).Curve(stepsPerEpoch: 2, epochs: 4));
    }

    // Three tenths of ten epochs are, in floating point, a hair from three: seven are left, parts of three and of four.
    [Fact]
    public void Repeated_BehindAWarmupOfAShare_BeginsWithTheEpoch() => Assert.All(
        new Warmup(new Repeated(new PiecewiseLinear([(0, 1), (1, 0)]), 2), 0.3, ScheduleUnit.Training).Curve(stepsPerEpoch: 2, epochs: 10),
        (value, step) => Assert.Equal(step < 6 ? step / 6.0 : step < 12 ? 1 - ((step - 6) / 6.0) : 1 - ((step - 12) / 8.0), value, 1e-12));

    static ScheduledLearningRate Rates(int times) => new(new Repeated(new PiecewiseLinear([(0, 0.1), (0.5, 1), (1, 0.2)]), times));

    static LambdaCallback Watch(List<float[]> begins, List<float[]> ends) => new()
    {
        EpochBegin = (_, context) => begins.Add(Numbers(context.Model)),
        EpochEnd = (_, context) => ends.Add(Numbers(context.Model)),
    };

    static Model NewModel(string optimizer, ulong seed)
    {
        Symbol image = Symbol.Input(4, 4, 1);
        var model = new Model(image, image.Conv2D(3, 2).BatchNormalization().Relu().Flatten().Dense(3).Softmax(), seed);
        model.Compile(
            optimizer switch
            {
                "adam" => new Adam(0.01f),
                "nadam" => new Nadam(0.01f),
                "ema" => new ExponentialMovingAverage(new Adam(0.01f), 0.9) { IncludesStatistics = true },
                _ => new SGD(0.05f) { Momentum = 0.9, Nesterov = true },
            },
            Loss.CategoricalCrossentropy);
        return model;
    }

    static History Fit(Model model, int epochs, params Callback[] callbacks)
    {
        var options = new FitOptions { Epochs = epochs, BatchSize = 8, Shuffle = false, Threads = 1 };
        foreach (Callback callback in callbacks)
        {
            options.Callbacks.Add(callback);
        }

        return model.Fit(s_images, options);
    }

    static float[] Numbers(Model model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    static void Put(float[] numbers, Model model)
    {
        foreach (Krill.Layers.Parameter parameter in model.Parameters)
        {
            numbers.AsSpan(0, parameter.Values.Length).CopyTo(parameter.Values);
            numbers = numbers[parameter.Values.Length..];
        }
    }
}
