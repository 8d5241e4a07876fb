using Krill.Callbacks;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;
using Krill.Testing;
using Krill.Tuning;

namespace Krill.Tests.Unit.Recipes;

/// <summary>The recipes have the networks and the settings of the write-ups that they come from.</summary>
public class RecipeTests
{
    static readonly ImageShape s_mnist = new(28, 28, 1);

    [Theory]
    [InlineData("tiny158", 158)]
    [InlineData("tiny158-original", 158)]
    [InlineData("convnet-augmented", 320 + 18_496 + ((9216 * 128) + 128) + 1290)]
    [InlineData("convnet", 320 + 18_496 + ((9216 * 128) + 128) + 1290)]
    [InlineData("jellyfish", 234_330)]
    [InlineData("quickstart", 160 + 4640 + ((800 * 64) + 64) + 650)]
    public void Network_OnMnist_HasTheSourcesParameters(string name, int parameters)
    {
        Model model = Recipe.Find(name).CreateModel(s_mnist, 10);

        Assert.Equal(parameters, model.TrainableParameterCount);
        Assert.Equal(new Shape(10), model.Output.Shape);
    }

    // The notebook prints no summary: its layers, counted as Keras does (SeedNetworkTests has the sums). The write-up's ResNet9 has 6,577,600 in all.
    [Theory]
    [InlineData("minmax", 20, 406_292, 406_292)]
    [InlineData("minmax-per-image", 20, 406_292, 406_292)]
    [InlineData("minmax-batchnorm", 20, 406_292 + (2 * (3 + 64 + 128 + 256)), 406_292 + (4 * (3 + 64 + 128 + 256)))]
    [InlineData("relaxed-quantization-straight-through", 20, 424_084, 425_044)]
    [InlineData("relaxed-quantization", 20, 424_084, 425_044)]
    [InlineData("resnet9", 10, 6_573_120, 6_577_600)]
    public void Network_OnCifar_HasTheSourcesParameters(string name, int classes, int trainable, int all)
    {
        Model model = Recipe.Find(name).CreateModel(new ImageShape(32, 32, 3), classes);

        Assert.Equal((trainable, all), (model.TrainableParameterCount, model.ParameterCount));
        Assert.Equal(new Shape(classes), model.Output.Shape);
    }

    // What the seeds' listings give, written down a second time: the same layers in the same order, with the same settings.
    [Fact]
    public void Networks_OnCifar_AreTheSourcesLayerByLayer()
    {
        AssertSame(SeedNetworks.MinMax(), new MinMax());
        AssertSame(SeedNetworks.RelaxedQuantization(RoundGradient.Zero), new RelaxedQuantization());
        AssertSame(SeedNetworks.RelaxedQuantization(RoundGradient.StraightThrough), new RelaxedQuantization { Gradient = RoundGradient.StraightThrough });
        AssertSame(SeedNetworks.ResNet9(), new ResNet9());
    }

    [Fact]
    public void Tiny158Original_Settings_AreTheSources()
    {
        Recipe recipe = Recipe.Find("tiny158-original");

        Assert.Equal((1024, 1000, 1f), (recipe.BatchSize, recipe.Epochs, recipe.Rescale));
        Assert.Equal(ValidationSplit.None, recipe.Validation);
        Assert.IsType<CategoricalCrossentropy>(recipe.Loss);
        Assert.Equal(1e-3f, Assert.IsType<Nadam>(recipe.CreateOptimizer()).LearningRate);
        Callback[] callbacks = [.. recipe.CreateCallbacks()];
        ReduceLROnPlateau reduce = Assert.IsType<ReduceLROnPlateau>(callbacks[0]);
        Assert.Equal((Metric.Loss, 0.5, 3), (reduce.Monitor, reduce.Factor, reduce.Patience));
        EarlyStopping stop = Assert.IsType<EarlyStopping>(callbacks[1]);
        Assert.Equal((Metric.Loss, 5, 1e-6, false), (stop.Monitor, stop.Patience, stop.MinDelta, stop.RestoreBestWeights));
    }

    // What stands at the start of each of a training's epochs of one step.
    [Theory]
    [InlineData("tiny158", 50, 0.01, 0.055, 0.1, 0.0875, 0.075, 0.0625, 0.05, 0.0375, 0.025, 0.0125)]
    [InlineData("resnet9", 10, 0.0, 0.1, 0.2, 0.175, 0.15, 0.125, 0.1, 0.075, 0.05, 0.025)]
    [InlineData("resnet9-cyclic", 12, 0.001, 0.02575, 0.0505, 0.07525, 0.1, 0.07525, 0.0505, 0.02575, 0.001, 0.02575, 0.0505, 0.07525)]
    [InlineData("resnet9-triangular2", 14, 0.001, 0.02575, 0.0505, 0.07525, 0.1, 0.07525, 0.0505, 0.02575, 0.001, 0.013375, 0.02575, 0.038125, 0.0505, 0.038125)]
    [InlineData("resnet9-sine", 10, 0.001, 0.02514, 0.04929, 0.07343, 0.09758, 0.07343, 0.04929, 0.02514, 0.001, 0.02065)]
    [InlineData("resnet9-interpolated", 4, 0.0, 0.10682, 0.19062, 0.18003)]
    public void LearningRate_EpochByEpoch_IsTheRecipes(string name, int epochs, params double[] expected)
    {
        Recipe recipe = Recipe.Find(name);
        Symbol image = Symbol.Input(2, 2, 1);
        var model = new Model(image, image.Flatten().Dense(2).Softmax());
        model.Compile(recipe.CreateOptimizer(), recipe.Loss);
        var options = new FitOptions { Epochs = epochs, BatchSize = 2, Threads = 1 };
        var rates = new LearningRates();
        foreach (Callback callback in recipe.CreateCallbacks().Append(rates))
        {
            options.Callbacks.Add(callback);
        }

        model.Fit(ImageSet.FromBytes(new byte[8], [0, 1], new ImageShape(2, 2, 1)), options);

        Assert.Equal(epochs, rates.Seen.Count);
        Assert.All(expected.Zip(rates.Seen), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }

    [Fact]
    public void Tiny158_Starts_AreFiveWithTheirOwnRates()
    {
        Callback[] callbacks = [.. Recipe.Find("tiny158").CreateCallbacks()];

        Assert.Equal(500, Recipe.Find("tiny158").Epochs);
        Assert.IsType<ScheduledLearningRate>(callbacks[0]);
        RandomRestarts restarts = Assert.IsType<RandomRestarts>(callbacks[1]);
        Assert.Equal((5, Metric.Loss), (restarts.Starts, restarts.Monitor));
    }

    [Fact]
    public void ConvNetAugmented_Settings_AreTheSourcesButForTheFallingRate()
    {
        Recipe recipe = Recipe.Find("convnet-augmented");

        Assert.Equal((500, 40, 1 / 255f, ValidationSplit.None), (recipe.BatchSize, recipe.Epochs, recipe.Rescale, recipe.Validation));
        Assert.IsType<ScheduledLearningRate>(Assert.Single(recipe.CreateCallbacks()));
        Assert.Equal([0.001f, 0.00085355f, 0.0005f, 0.00014645f], ResNet9RecipeTests.Rates(recipe, factor: 1, stepsPerEpoch: 1, epochs: 4), (rate, other) => Math.Abs(rate - other) < 1e-8f);
        RandomAffine affine = Assert.IsType<RandomAffine>(Assert.Single(recipe.Augmentation));
        Assert.Equal(new RandomAffine { Rotation = 8, WidthShift = 0.08, HeightShift = 0.08, Shear = 15, Zoom = 0.08 }.ToString(), affine.ToString());
        Assert.Equal(FillMode.Nearest, affine.Fill);
    }

    // A fifth more images, each a mixture of an image and the one before it.
    [Theory]
    [InlineData("minmax")]
    [InlineData("relaxed-quantization")]
    public void SuperClasses_TrainingSet_HasAFifthMore(string name)
    {
        ImageSet train = ImageSet.FromBytes(new byte[10 * 12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], new ImageShape(2, 2, 3));

        Assert.Equal(12, Recipe.Find(name).Enlarge(train, seed: 5).Count);
    }

    [Fact]
    public void ConvNet_Settings_AreTheSources()
    {
        Recipe recipe = Recipe.Find("convnet");

        Assert.Equal((500, 50, 1 / 255f), (recipe.BatchSize, recipe.Epochs, recipe.Rescale));
        Assert.Equal(ValidationSplit.Last(0.1), recipe.Validation);
        Assert.IsType<CategoricalCrossentropy>(recipe.Loss);
        Assert.Equal(1e-3f, Assert.IsType<Adam>(recipe.CreateOptimizer()).LearningRate);
        EarlyStopping stop = Assert.IsType<EarlyStopping>(Assert.Single(recipe.CreateCallbacks()));
        Assert.Equal((Metric.ValidationAccuracy, 5, 0, true), (stop.Monitor, stop.Patience, stop.MinDelta, stop.RestoreBestWeights));
    }

    // Trained for some steps, so that the rates of its noise count too.
    [Fact]
    public void Jellyfish_WithItsOwnValues_TrainsLikeTheSourcesListing()
    {
        var images = ImageSet.FromFloats(
            [.. Enumerable.Range(0, 8 * 784).Select(i => MathF.Sin(i * i))], [.. Enumerable.Range(0, 8)], s_mnist, [.. Enumerable.Range(0, 10).Select(i => $"{i}")]);
        Recipe recipe = Recipe.Find("jellyfish");
        Model[] models = [SeedNetworks.Jellyfish(), recipe.CreateModel(s_mnist, 10), recipe.With(recipe.SearchSpace!.Defaults).CreateModel(s_mnist, 10)];
        foreach (Model model in models)
        {
            model.Compile(new Adam(), Loss.CategoricalCrossentropy);
            model.Fit(images, new FitOptions { BatchSize = 4 });
        }

        foreach (Model model in models[1..])
        {
            Assert.All(models[0].Parameters.Zip(model.Parameters), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
        }
    }

    [Fact]
    public void Jellyfish_Space_IsTheSources()
    {
        Recipe recipe = Recipe.Find("jellyfish");
        SearchSpace space = recipe.SearchSpace!;

        Assert.Equal(
            "dense_activation leaky_relu, dense_dropout 0.07, dense_units 64, head_activation relu, head_noise 0.02, spine_activation swish, spine_dropout 0.07", $"{space.Defaults}");
        Assert.All(space.Parameters.OfType<FloatRange>(), rate => Assert.Equal(("0.01", "0.1", 10), (rate.Values!.First(), rate.Values!.Last(), rate.Values!.Count())));
        string[] units = [.. space.Parameters.OfType<IntegerRange>().Single().Values!];
        Assert.Equal(("32", "192", 11), (units[0], units[^1], units.Length));
        Recipe other = recipe.With(space.Read("here", new Dictionary<string, string>
        {
            ["head_noise"] = "0.1", ["head_activation"] = "swish", ["spine_dropout"] = "0.01", ["spine_activation"] = "leaky_relu", ["dense_units"] = "192",
            ["dense_dropout"] = "0.03", ["dense_activation"] = "relu",
        }));
        Model model = other.CreateModel(s_mnist, 10);
        Assert.Equal([0.1f, 0.1f, 0.1f, 0.1f], model.Layers.OfType<GaussianNoise>().Select(layer => layer.StandardDeviation));
        Assert.Equal([0.01f, 0.01f, 0.01f, 0.01f, 0.03f], model.Layers.OfType<GaussianDropout>().Select(layer => layer.Rate));
        Assert.Equal((2, 4, 1), (model.Layers.OfType<Swish>().Count(), model.Layers.OfType<LeakyReLU>().Count(), model.Layers.OfType<ReLU>().Count()));
        Assert.Equal(192, model.Layers.OfType<Dense>().First().Parameters[1].Shape[0]);
    }

    [Fact]
    public void Jellyfish_Settings_AreTheSources()
    {
        Recipe recipe = Recipe.Find("jellyfish");

        Assert.Equal((50, 200, 1 / 255f), (recipe.BatchSize, recipe.Epochs, recipe.Rescale));
        Assert.Equal(ValidationSplit.Stratified(0.1, 42), recipe.Validation);
        Assert.IsType<CategoricalCrossentropy>(recipe.Loss);
        Assert.Equal(1e-3f, Assert.IsType<Adam>(recipe.CreateOptimizer()).LearningRate);
        Callback[] callbacks = [.. recipe.CreateCallbacks()];
        EarlyStopping stop = Assert.IsType<EarlyStopping>(callbacks[0]);
        Assert.Equal((Metric.ValidationAccuracy, 7), (stop.Monitor, stop.Patience));
        ReduceLROnPlateau reduce = Assert.IsType<ReduceLROnPlateau>(callbacks[1]);
        Assert.Equal((Metric.ValidationAccuracy, 0.5, 2, 1e-10f), (reduce.Monitor, reduce.Factor, reduce.Patience, reduce.MinLr));
        RandomAffine affine = Assert.IsType<RandomAffine>(Assert.Single(recipe.Augmentation));
        Assert.Equal(new RandomAffine { Rotation = 10, Zoom = 0.2, WidthShift = 0.2, HeightShift = 0.2 }.ToString(), affine.ToString());
    }

    [Theory]
    [InlineData("minmax")]
    [InlineData("relaxed-quantization")]
    public void SuperClassRecipes_Settings_AreTheSources(string name)
    {
        Recipe recipe = Recipe.Find(name);

        Assert.Equal((32, 10, 1 / 255f, "cifar100-coarse"), (recipe.BatchSize, recipe.Epochs, recipe.Rescale, recipe.DefaultDataset));
        Assert.Equal(ValidationSplit.Stratified(0.25, 42), recipe.Validation);
        Assert.IsType<SparseCategoricalCrossentropy>(recipe.Loss);
        SGD optimizer = Assert.IsType<SGD>(recipe.CreateOptimizer());
        Assert.Equal((0.01f, 0, false, 0), (optimizer.LearningRate, optimizer.Momentum, optimizer.Nesterov, optimizer.Decay));
        Assert.Empty(recipe.CreateCallbacks());
    }

    [Fact]
    public void Sprint94_Network_HasTheSourcesParameters()
    {
        Model model = Recipe.Find("sprint94").CreateModel(new ImageShape(32, 32, 3), 10);

        // The whitening's 288 weights are not trained; what the source counts, and the moving statistics of the six normalizations.
        Assert.Equal(1_971_640, model.TrainableParameterCount + 288);
        Assert.Equal(1_971_640 + (2 * ((2 * 64) + (4 * 256))), model.ParameterCount);
        Assert.Equal(["whitening/kernel"], model.Parameters.Where(parameter => !parameter.IsTrainable && parameter.Name == "kernel").Select(parameter => parameter.FullName));
        Assert.Equal(
            ["(31, 31, 64)", "(15, 15, 64)", "(15, 15, 256)", "(7, 7, 256)", "(7, 7, 256)", "(3, 3, 256)"],
            model.Symbols.Where(symbol => symbol.Operation is Krill.Graph.Convolution && symbol.Shape![^1] != 24).Select(symbol => symbol.Shape!.ToString()));
    }

    // sprint94's, but for a head of 20 classes in place of 10.
    [Fact]
    public void Generalist_Network_IsSprint94s()
    {
        Recipe recipe = Recipe.Find("generalist");
        Model model = recipe.CreateModel(new ImageShape(32, 32, 3), 20);

        Assert.Equal("cifar100-coarse", recipe.DefaultDataset);
        Assert.Equal(1_971_640 - 288 + (256 * 10), model.TrainableParameterCount);
        Assert.IsType<Muon>(Assert.IsType<GroupedOptimizer>(recipe.CreateOptimizer()).Rest);
    }

    [Fact]
    public void Sprint94_Groups_AreTheSources()
    {
        Recipe recipe = Recipe.Find("sprint94");
        Model model = recipe.CreateModel(new ImageShape(32, 32, 3), 10);
        var optimizer = Assert.IsType<GroupedOptimizer>(recipe.CreateOptimizer());
        ILookup<Optimizer, string> owned = model.Parameters.Where(parameter => parameter.IsTrainable).ToLookup(optimizer.Of, parameter => parameter.FullName);

        Muon muon = Assert.IsType<Muon>(optimizer.Rest);
        Assert.Equal((0.24f, 0.6, true, 3, true), (muon.LearningRate, muon.Momentum, muon.Nesterov, muon.Steps, muon.Renormalizes));
        Assert.Equal(6, owned[muon].Count());
        Assert.Equal(["whitening/bias"], owned[optimizer.Groups[0].Optimizer]);
        Assert.Equal(6, owned[optimizer.Groups[1].Optimizer].Count(name => name.EndsWith("/beta", StringComparison.Ordinal)));
        Assert.Equal(["head/kernel"], owned[optimizer.Groups[2].Optimizer]);
        Assert.Equal([0.053f, 0.053f, 0.67f], optimizer.Groups.Select(group => group.Optimizer.LearningRate));
        Assert.All(optimizer.Groups.Select(group => (SGD)group.Optimizer), sgd =>
        {
            Assert.Equal((0.85, true, true), (sgd.Momentum, sgd.Nesterov, sgd.IsDecayCoupled));
            Assert.Equal(0.004, sgd.WeightDecay * sgd.LearningRate, 1e-9);
        });
    }

    [Fact]
    public void Sprint94_Settings_AreTheSources()
    {
        Recipe recipe = Recipe.Find("sprint94");

        Assert.Equal((2000, 8, 1 / 255f, true), (recipe.BatchSize, recipe.Epochs, recipe.Rescale, recipe.DropRemainder));
        var loss = Assert.IsType<CategoricalCrossentropy>(recipe.Loss);
        Assert.Equal((0.2f, LossReduction.Sum), (loss.LabelSmoothing, loss.Reduction));
        Assert.Equal([0.4914f, 0.4822f, 0.4465f], recipe.Normalization!.Mean);
        Assert.Equal([0.247f, 0.2435f, 0.2616f], recipe.Normalization.StandardDeviation);
        Assert.IsType<AlternatingFlip>(recipe.Augmentation[0]);
        var translation = Assert.IsType<RandomTranslation>(recipe.Augmentation[1]);
        Assert.Equal((2, FillMode.Mirror), (translation.Pixels, translation.Fill));
        Assert.Same(TestTimeAugmentation.MirrorAndShift, recipe.TestTimeAugmentation);
    }

    [Fact]
    public void Recipes_All_NameADatasetAndThemselves()
    {
        Assert.All(Recipe.All, recipe =>
        {
            Assert.Same(recipe, Recipe.Find(recipe.Name));
            Assert.NotNull(Datasets.Find(recipe.DefaultDataset));
            Assert.NotEmpty(recipe.Description);
            Assert.NotEmpty(recipe.Source);
        });
        Assert.Equal(Recipe.All.Count, Recipe.All.Select(recipe => recipe.Name).Distinct().Count());
    }

    [Fact]
    public void CreateCallbacks_CalledTwice_MakesNewOnes()
    {
        Assert.All(Recipe.All, recipe => Assert.Empty(recipe.CreateCallbacks().Intersect(recipe.CreateCallbacks())));
        Assert.All(Recipe.All, recipe => Assert.NotSame(recipe.CreateOptimizer(), recipe.CreateOptimizer()));
    }

    [Theory]
    [InlineData("Jelly-Fish")]
    [InlineData("JELLYFISH")]
    [InlineData("jelly_fish")]
    public void Find_NameWrittenOtherwise_IsFound(string name) => Assert.Equal("jellyfish", Recipe.Find(name).Name);

    [Fact]
    public void Find_UnknownName_NamesTheNearOne()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Recipe.Find("jelyfish"));

        Assert.Equal("Recipe: received the name \"jelyfish\"; expected one of quickstart, tiny158, tiny158-original, convnet, convnet-augmented, jellyfish, minmax, minmax-per-image, minmax-batchnorm, relaxed-quantization, relaxed-quantization-straight-through, resnet9, resnet9-cyclic, resnet9-triangular2, resnet9-exp-range, resnet9-sine, resnet9-interpolated, resnet9-identity, resnet9-augmented, resnet9-mixup, sprint94, generalist. Did you mean jellyfish?", exception.Message);
    }

    static void AssertSame(Model source, Recipe recipe)
    {
        Shape image = source.Input.Shape!;
        Model model = recipe.CreateModel(new ImageShape(image[0], image[1], image[2]), source.Output.Shape![0]);

        Assert.Equal(Steps(source), Steps(model));
        Assert.Equal(Parameters(source), Parameters(model));
    }

    static IEnumerable<(string, Shape?, RoundGradient?)> Steps(Model model) =>
        from symbol in model.Symbols
        where symbol.Operation is not (null or Krill.Graph.Identity)
        select (symbol.Operation!.Name, symbol.Shape, (symbol.Operation as Krill.Graph.Round)?.Gradient);

    static IEnumerable<(string, Shape, bool, float?)> Parameters(Model model) =>
        model.Parameters.Select(parameter => (parameter.Name, parameter.Shape, parameter.IsTrainable, parameter.Regularizer?.L2));

    sealed class LearningRates : Callback
    {
        public List<double> Seen { get; } = [];

        public override void OnBatchEnd(in BatchLogs logs, TrainingContext context) => Seen.Add(context.Optimizer.IsIdle ? 0 : context.LearningRate);
    }
}
