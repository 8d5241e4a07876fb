using Krill.Callbacks;
using Krill.Data;
using Krill.Initializers;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Testing;

namespace Krill.Tests.Unit.Optimizers;

/// <summary>
/// A model with one weight w, from 1, on the real engine: the input is 2 and the target 1, so the derivative of (2w - 1)² is 8w - 4. What an averaging optimizer makes
/// of it is worked out here in double precision, with the inner optimizer's formula written down once more.
/// </summary>
public sealed class WeightAverageTests : IDisposable
{
    const double Tolerance = 3e-6;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static IEnumerable<double> Sgd(int steps)
    {
        double w = 1;
        for (int step = 1; step <= steps; step++)
        {
            w -= 0.05 * ((8 * w) - 4);
            yield return w;
        }
    }

    [Theory]
    [AvailableKernelSets]
    public void Fit_EmaOfSgd_IsTheAverageOfItsWeights(string kernels)
    {
        double average = 1;
        int step = 0;
        foreach (double w in Sgd(12))
        {
            step++;
            average = step == 1 ? w : (0.9 * average) + (0.1 * w);
            Assert.Equal(average, Train(new ExponentialMovingAverage(new SGD(0.05f), 0.9), step, kernels), Tolerance);
        }
    }

    // Every third step counts; the first of these is taken as it is.
    [Fact]
    public void Fit_EmaEveryThirdStep_SkipsTheOthers()
    {
        double average = 1;
        int step = 0;
        foreach (double w in Sgd(10))
        {
            step++;
            average = step == 3 ? w : step % 3 == 0 ? (0.9 * average) + (0.1 * w) : average;
            Assert.Equal(average, Train(new ExponentialMovingAverage(new SGD(0.05f), 0.9) { UpdateEvery = 3 }, step), Tolerance);
        }
    }

    // Σ mᵏ w over Σ mᵏ, k steps back.
    [Fact]
    public void Fit_EmaWithBiasCorrection_IsTheWeightedMeanOfAllWeights()
    {
        double[] weights = [.. Sgd(8)];
        for (int steps = 1; steps <= weights.Length; steps++)
        {
            double sum = 0, share = 0;
            for (int i = 0; i < steps; i++)
            {
                sum += Math.Pow(0.9, steps - 1 - i) * weights[i];
                share += Math.Pow(0.9, steps - 1 - i);
            }

            Assert.Equal(sum / share, Train(new ExponentialMovingAverage(new SGD(0.05f), 0.9) { Warmup = EmaWarmup.BiasCorrection }, steps), Tolerance);
        }
    }

    // From the weight at the start, 1, at a momentum of min(0.3, (1 + n) / (10 + n)): 0.1, 2/11, 0.25, 0.3, …
    [Fact]
    public void Fit_EmaThatGrows_HasTensorFlowsMomentum()
    {
        double average = 1;
        double[] momenta = [0.1, 2 / 11.0, 0.25, 0.3, 0.3, 0.3];
        int step = 0;
        foreach (double w in Sgd(momenta.Length))
        {
            average = (momenta[step] * average) + ((1 - momenta[step]) * w);
            step++;
            Assert.Equal(average, Train(new ExponentialMovingAverage(new SGD(0.05f), 0.3) { Warmup = EmaWarmup.Growing }, step), Tolerance);
        }
    }

    [Theory]
    [AvailableKernelSets]
    public void Fit_LookaheadOfSgd_TakesHandComputedSteps(string kernels)
    {
        for (int steps = 1; steps <= 11; steps++)
        {
            double fast = 1, slow = 1;
            for (int step = 1; step <= steps; step++)
            {
                fast -= 0.05 * ((8 * fast) - 4);
                if (step % 3 == 0)
                {
                    fast = slow += 0.25 * (fast - slow);
                }
            }

            Assert.Equal(slow, Train(new Lookahead(new SGD(0.05f)) { SyncPeriod = 3, SlowStepSize = 0.25 }, steps, kernels), Tolerance);
        }
    }

    // Adam's state goes on over the returns to the slow weights.
    [Fact]
    public void Fit_LookaheadOfAdam_KeepsItsState()
    {
        for (int steps = 1; steps <= 9; steps++)
        {
            double fast = 1, slow = 1, m = 0, v = 0;
            for (int step = 1; step <= steps; step++)
            {
                double gradient = (8 * fast) - 4;
                m = (0.9 * m) + (0.1 * gradient);
                v = (0.999 * v) + (0.001 * gradient * gradient);
                fast -= 0.01 * Math.Sqrt(1 - Math.Pow(0.999, step)) / (1 - Math.Pow(0.9, step)) * m / (Math.Sqrt(v) + 1e-7);
                if (step % 2 == 0)
                {
                    fast = slow += 0.5 * (fast - slow);
                }
            }

            Assert.Equal(slow, Train(new Lookahead(new Adam(0.01f)) { SyncPeriod = 2 }, steps), Tolerance);
        }
    }

    // The share of the slow weights that is kept grows with the training: 0.95⁵ (t / T)³ after t of T = 10 steps.
    [Fact]
    public void Fit_LookaheadOnASchedule_ComesToRest()
    {
        double fast = 1, slow = 1;
        for (int step = 1; step <= 10; step++)
        {
            fast -= 0.05 * ((8 * fast) - 4);
            if (step % 5 == 0)
            {
                double kept = Math.Pow(0.95, 5) * Math.Pow(step / 10.0, 3);
                fast = slow = (kept * slow) + ((1 - kept) * fast);
            }
        }

        var lookahead = new Lookahead(new SGD(0.05f))
        {
            StepSizeSchedule = new LambdaSchedule(share => 1 - (Math.Pow(0.95, 5) * Math.Pow(share, 3)), ScheduleUnit.Training),
        };
        Assert.Equal(slow, Train(lookahead, 10), Tolerance);
    }

    [Fact]
    public void Fit_StepSizeThatIsNone_SaysWhen()
    {
        var lookahead = new Lookahead(new SGD()) { SyncPeriod = 2, StepSizeSchedule = new PiecewiseConstant([(0, 2)]) };

        Assert.Equal(
            "Lookahead: received the step size 2 in step 2; expected 0 to 1 from the schedule.",
            Assert.Throws<InvalidOperationException>(() => Train(lookahead, 3)).Message);
    }

    // The callback at the end of an epoch sees what was validated; the next step starts from the training's own weight.
    [Fact]
    public void Fit_BetweenEpochs_TheModelHasTheAverages()
    {
        List<float> atEnd = [], atStep = [];
        Model model = NewModel(new ExponentialMovingAverage(new SGD(0.05f), 0.5));
        History history = model.Fit(Image, Options(0, 3, new LambdaCallback
        {
            EpochEnd = (_, context) => atEnd.Add(context.Model.Parameters[0].Values[0]),
            BatchBegin = (_, context) => atStep.Add(context.Model.Parameters[0].Values[0]),
        }));

        double[] weights = [1, .. Sgd(3)];
        double[] averages = [weights[1], (weights[1] + weights[2]) / 2, (weights[1] + weights[2] + (2 * weights[3])) / 4];
        Assert.Equal(weights[..3], atStep.Select(value => (double)value), (a, b) => Math.Abs(a - b) < Tolerance);
        Assert.Equal(averages, atEnd.Select(value => (double)value), (a, b) => Math.Abs(a - b) < Tolerance);
        Assert.All(history, (epoch, i) => Assert.Equal(Math.Pow((2 * averages[i]) - 1, 2), epoch.ValidationLoss!.Value, 1e-5));
        Assert.Equal(averages[2], model.Parameters[0].Values[0], Tolerance);
    }

    // Two steps, and an exception: the next training averages from the weight as it is, not from the averages of the last.
    [Fact]
    public void Fit_AfterOneThatThrew_AveragesAnewFromTheWeights()
    {
        Model model = NewModel(new ExponentialMovingAverage(new SGD(0.05f), 0.9));
        var thrower = new LambdaCallback
        {
            BatchBegin = (step, _) =>
            {
                if (step == 2)
                {
                    throw new NotSupportedException();
                }
            },
        };
        Assert.Throws<NotSupportedException>(() => model.Fit(Image, Options(0, 3, thrower)));
        double[] weights = [.. Sgd(3)];
        Assert.Equal(weights[1], model.Parameters[0].Values[0], Tolerance);

        model.Fit(Image, Options(0, 1));

        Assert.Equal((0.9 * weights[1]) + (0.1 * weights[2]), model.Parameters[0].Values[0], Tolerance);
    }

    public static TheoryData<string> Kinds => ["ema", "lookahead"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_CalledAgain_GoesOnToTheBit(string kind)
    {
        Model whole = Network(Make(kind)), parts = Network(Make(kind));
        whole.Fit(Noise, NoiseOptions(0, 3));

        parts.Fit(Noise, NoiseOptions(0, 1));
        parts.Fit(Noise, NoiseOptions(1, 3));

        AssertEqual(whole, parts);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_FromSavedWeightsAndOptimizer_GoesOnToTheBit(string kind)
    {
        Model whole = Network(Make(kind)), second = Network(Make(kind));
        whole.Fit(Noise, NoiseOptions(0, 4));
        Optimizer optimizer = Make(kind), resumed = Make(kind);
        Model first = Network(optimizer);
        first.Fit(Noise, NoiseOptions(0, 3, new LambdaCallback
        {
            EpochEnd = (logs, context) =>
            {
                if (logs.Epoch == 2)
                {
                    context.Model.SaveWeights(_folder["weights"]);
                    OptimizerStates.Save(first.StateOf(optimizer), _folder["optimizer"]);
                }
            },
        }));

        second.Compile(resumed, Loss.CategoricalCrossentropy);
        second.LoadWeights(_folder["weights"]);
        OptimizerStates.Load(second.StateOf(resumed), _folder["optimizer"]);
        second.Fit(Noise, NoiseOptions(2, 4));

        AssertEqual(whole, second);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_AnyNumberOfThreads_GivesTheSameBits(string kind)
    {
        Model one = Network(Make(kind)), three = Network(Make(kind));

        one.Fit(Noise, NoiseOptions(0, 2));
        three.Fit(Noise, new FitOptions { Epochs = 2, BatchSize = 16, Seed = 7, Threads = 3 });

        AssertEqual(one, three);
    }

    // A training of its own begins where the model is, and does not go back to the weights beside the averages.
    [Fact]
    public void Fit_AnotherTraining_BeginsFromTheWeightsAsTheyAre()
    {
        Model model = NewModel(new ExponentialMovingAverage(new SGD(0.05f), 0.5));
        model.Fit(Image, Options(0, 3));
        model.Parameters[0].Values[0] = 2;

        // One step from 2, and of the average from 2 half the way.
        model.Fit(Image, Options(0, 1));

        Assert.Equal((2 + (2 - (0.05 * 12))) / 2, model.Parameters[0].Values[0], Tolerance);
    }

    // Batch normalization of one image a batch, of mean 2, takes its moving mean to 1, 1.5, 1.75. Averaged by halves it goes on from there: 1 → 0.5, 1.25 → 0.875,
    // 1.4375 → 1.15625.
    [Theory]
    [InlineData(false, 1.75)]
    [InlineData(true, 1.15625)]
    public void Fit_MovingStatistics_AreAveragedWhereAsked(bool includes, double expected)
    {
        Symbol image = Symbol.Input(1, 1, 1);
        var model = new Model(image, image.BatchNormalization(momentum: 0.5f).Flatten().Dense(1));
        model.Compile(new Lookahead(new SGD(1e-9f)) { SyncPeriod = 1, IncludesStatistics = includes }, Loss.MeanSquaredError);

        model.Fit(Image, Options(0, 3));

        Assert.Equal(expected, model.Parameters.Single(parameter => parameter.Name == "moving_mean").Values[0], 1e-6);
    }

    [Fact]
    public void Fit_GroupsAndSchedulesWithin_WorkAsWithout()
    {
        static GroupedOptimizer Groups() => new(new Adam(), [new ParameterGroup("kernels", parameter => parameter.Name == "kernel", new SGD(0.1f))]);
        static ScheduledLearningRate Rate() => new(new PiecewiseLinear([(0, 1), (1, 0)])) { Group = "kernels" };
        Model with = NewModel(new Lookahead(Groups()) { SyncPeriod = 100 }), without = NewModel(Groups());
        List<float> weights = [], expected = [];

        with.Fit(Image, Options(0, 4, Rate(), new LambdaCallback { BatchEnd = (_, context) => weights.Add(context.Model.Parameters[0].Values[0]) }));
        without.Fit(Image, Options(0, 4, Rate(), new LambdaCallback { BatchEnd = (_, context) => expected.Add(context.Model.Parameters[0].Values[0]) }));

        Assert.Equal(expected, weights);
    }

    [Fact]
    public void StateFile_OfAnotherAverage_NamesBoth()
    {
        Parameter[] parameters = [OptimizerRun.NewParameter([1, 2])];
        OptimizerStates.Save(new OptimizerState(new Lookahead(new SGD()), parameters), _folder["state"]);

        var error = Assert.Throws<DataException>(() => OptimizerStates.Load(new OptimizerState(new ExponentialMovingAverage(new Adam()), parameters), _folder["state"]));

        Assert.Contains("received the state of Lookahead(SGD); expected that of ExponentialMovingAverage(Adam)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_AverageWithin_IsRefused()
    {
        Assert.StartsWith(
            "ExponentialMovingAverage: received Lookahead, which averages weights; expected it around the whole, and only one: an optimizer that averages no weights.",
            Assert.Throws<ArgumentException>(() => new ExponentialMovingAverage(new Lookahead(new SGD()))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "GroupedOptimizer: received Lookahead, which averages weights; expected it around the whole, and only one: new Lookahead(new GroupedOptimizer(…)).",
            Assert.Throws<ArgumentException>(() => new GroupedOptimizer(new SGD(), [new ParameterGroup("a", _ => true, new Lookahead(new SGD()))])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Assert.Contains("emaMomentum: received 1; expected 0 or more, and less than 1.", Message(() => new ExponentialMovingAverage(new SGD(), 1)), StringComparison.Ordinal);
        Assert.Contains("ExponentialMovingAverage.UpdateEvery: received 0; expected 1 or more.", Message(() => new ExponentialMovingAverage(new SGD()) { UpdateEvery = 0 }), StringComparison.Ordinal);
        Assert.Contains("Lookahead.SlowStepSize: received 1.5; expected at most 1.", Message(() => new Lookahead(new SGD()) { SlowStepSize = 1.5 }), StringComparison.Ordinal);
        Assert.Contains("Lookahead.SyncPeriod: received 0; expected 1 or more.", Message(() => new Lookahead(new SGD()) { SyncPeriod = 0 }), StringComparison.Ordinal);

        static string Message(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;
    }

    static ImageSet Image => ImageSet.FromFloats([2], [0], new ImageShape(1, 1, 1), ["the class"]);

    static ImageSet Noise { get; } = ImageSet.FromFloats(
        [.. Enumerable.Range(0, 50 * 16).Select(i => MathF.Sin(i * i))], [.. Enumerable.Range(0, 50).Select(i => i % 3)], new ImageShape(4, 4, 1), ["a", "b", "c"]);

    static WeightAverage Make(string kind) => kind == "ema"
        ? new ExponentialMovingAverage(new Nadam(0.01f), 0.9) { UpdateEvery = 2, IncludesStatistics = true }
        : new Lookahead(new GroupedOptimizer(new Adam(0.01f), [new ParameterGroup("kernels", parameter => parameter.Shape.Rank == 2, new Muon())])) { SyncPeriod = 3 };

    static Model Network(Optimizer optimizer)
    {
        Symbol image = Symbol.Input(4, 4, 1);
        var model = new Model(image, image.Flatten().Dense(800).BatchNormalization().Relu().Dropout(0.25f).Dense(3).Softmax(), seed: 5);
        model.Compile(optimizer, Loss.CategoricalCrossentropy);
        return model;
    }

    static Model NewModel(Optimizer optimizer, string? kernels = null)
    {
        Symbol image = Symbol.Input(1, 1, 1);
        var model = new Model(image, image.Flatten().Apply(new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) }));
        if (kernels is not null)
        {
            model.Executors = (loss, own, threads, seed) => new Executor(model, loss, own, threads, seed, AvailableKernelSets.Factory(kernels).Set);
        }

        model.Compile(optimizer, Loss.MeanSquaredError);
        return model;
    }

    static float Train(Optimizer optimizer, int steps, string? kernels = null)
    {
        Model model = NewModel(optimizer, kernels);
        model.Fit(Image, Options(0, steps));
        return model.Parameters[0].Values[0];
    }

    static FitOptions Options(int from, int to, params Callback[] callbacks) =>
        With(new FitOptions { InitialEpoch = from, Epochs = to, BatchSize = 1, Threads = 1, Validation = Image }, callbacks);

    static FitOptions NoiseOptions(int from, int to, params Callback[] callbacks) =>
        With(new FitOptions { InitialEpoch = from, Epochs = to, BatchSize = 16, Seed = 7, Threads = 1 }, callbacks);

    static FitOptions With(FitOptions options, Callback[] callbacks)
    {
        foreach (Callback callback in callbacks)
        {
            options.Callbacks.Add(callback);
        }

        return options;
    }

    static void AssertEqual(Model expected, Model actual) =>
        Assert.All(expected.Parameters, (parameter, i) => Assert.Equal(parameter.Values.ToArray(), actual.Parameters[i].Values.ToArray()));
}
