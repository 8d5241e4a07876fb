using Krill.Callbacks;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;
using Krill.Results;
using Krill.Tuning;

namespace Krill.Tests.Unit.Recipes;

/// <summary>What of the recipes can be searched; their own values are the sources'.</summary>
public sealed class SearchSpacesTests
{
    static readonly string[] s_triangles = ["step_epochs: 2 to 6 by 2, 4", "base_rate: 1E-05 to 0.001 times 10, 0.001", "max_rate: 0.1 to 0.4 by 0.1, 0.1"];

    static readonly string[] s_convNet =
    [
        "conv_dropout: 0.1 to 0.5 by 0.1, 0.2", "dense_units: 64 to 256 by 64, 128", "dense_dropout: 0.1 to 0.7 by 0.1, 0.5",
        "learning_rate: 0.000125 to 0.008 times 2, 0.001",
    ];

    static readonly string[] s_minMax = ["dense_units: 64 to 256 by 64, 128", "dropout: 0.1 to 0.7 by 0.1, 0.5", "learning_rate: 0.00125 to 0.08 times 2, 0.01"];

    public static TheoryData<string, string[]> Spaces => new()
    {
        { "tiny158", ["learning_rate: 0.0125 to 0.4 times 2, 0.1", "rise: 0.1 to 0.4 by 0.1, 0.2"] },
        { "convnet", s_convNet },
        { "convnet-augmented", s_convNet },
        { "minmax", ["scaling: whole_batch, per_image, batch_normalization, whole_batch", .. s_minMax] },
        { "minmax-per-image", s_minMax },
        { "minmax-batchnorm", s_minMax },
        { "resnet9-cyclic", s_triangles },
        { "resnet9-triangular2", s_triangles },
        { "resnet9-exp-range", s_triangles },
        { "resnet9-sine", s_triangles },
        { "resnet9-identity", s_triangles },
        { "resnet9-augmented", s_triangles },
        { "resnet9-mixup", s_triangles },
    };

    // Each with its values and, last, the recipe's own.
    [Theory]
    [MemberData(nameof(Spaces))]
    public void Space_OfARecipe_HasTheseValuesAndTheDocumentSaysSo(string name, string[] expected)
    {
        SearchSpace space = Recipe.Find(name).SearchSpace!;
        string[] documented = File.ReadAllLines(Path.Combine(Repository.Containing(AppContext.BaseDirectory).Root, "docs/tuning.md"));

        Assert.Equal(expected, space.Parameters.Select(parameter => $"{parameter.Name}: {parameter.Range}, {parameter.DefaultText}"));
        Assert.All(space.Parameters, parameter =>
        {
            Assert.Contains(parameter.DefaultText, parameter.Values!);
            Assert.Contains(documented, line => line.StartsWith($"| `{parameter.Name}` | {parameter.Range} | {parameter.DefaultText} |", StringComparison.Ordinal));
        });
        Assert.Equal($"{space.Defaults}", $"{space.Read("here", space.Defaults.All)}");
    }

    [Fact]
    public void Space_OfTheOtherRecipes_IsNone() => Assert.Equal(
        ["quickstart", "tiny158-original", "relaxed-quantization", "relaxed-quantization-straight-through", "resnet9", "resnet9-interpolated", "sprint94", "generalist"],
        Recipe.All.Where(recipe => recipe.SearchSpace is null).Select(recipe => recipe.Name));

    public static TheoryData<string, int, Func<Symbol, Symbol>, Func<Optimizer>, Func<IEnumerable<Callback>>> Sources => new()
    {
        { "convnet", 1, ConvNetwork, () => new Adam(), () => [] },
        { "convnet-augmented", 1, ConvNetwork, () => new Adam(), () => [new ScheduledLearningRate(new CosineDecay())] },
        {
            "tiny158", 1,
            image => image.AveragePooling2D(2).Conv2D(3, 3).Sigmoid().Conv2D(1, 3).Sigmoid().AveragePooling2D(3).Conv2D(10, 3).Softmax().Flatten(),
            () => new Adam(0.1f),
            () => [new ScheduledLearningRate(new Repeated(new PiecewiseLinear([(0, 0.1), (0.2, 1), (1, 0)]), 5)), new RandomRestarts(5)]
        },
        { "minmax", 3, image => MinMaxNetwork(image, x => x.MinMaxNormalization()), () => new SGD(), () => [] },
        { "minmax-per-image", 3, image => MinMaxNetwork(image, x => x.Apply(new MinMaxNormalization { PerImage = true })), () => new SGD(), () => [] },
        { "minmax-batchnorm", 3, image => MinMaxNetwork(image, x => x.BatchNormalization()), () => new SGD(), () => [] },
    };

    // Trained for some steps, so that rates of noise and of learning count too.
    [Theory]
    [MemberData(nameof(Sources))]
    public void Recipe_WithItsOwnValues_TrainsToTheSourcesBits(
        string name, int channels, Func<Symbol, Symbol> network, Func<Optimizer> optimizer, Func<IEnumerable<Callback>> callbacks)
    {
        Recipe recipe = Recipe.Find(name);
        var shape = new ImageShape(28, 28, channels);
        Symbol image = Symbol.Input(28, 28, channels);
        float[][] expected = Trained(new Model(image, network(image)), recipe.Loss, optimizer(), callbacks());

        foreach (Recipe same in new[] { recipe, recipe.With(recipe.SearchSpace!.Defaults) })
        {
            // Without validation images nothing is stopped early.
            IEnumerable<Callback> own = same.CreateCallbacks().Where(callback => callback is not EarlyStopping);
            Assert.Equal(expected, Trained(same.CreateModel(shape, 10), same.Loss, same.CreateOptimizer(), own));
            Assert.Equal((recipe.Name, recipe.BatchSize, recipe.Epochs, recipe.Validation), (same.Name, same.BatchSize, same.Epochs, same.Validation));
            Assert.Equal(recipe.Augmentation.Select(augmentation => $"{augmentation}"), same.Augmentation.Select(augmentation => $"{augmentation}"));
        }
    }

    [Fact]
    public void ConvNet_OtherValues_AreTaken()
    {
        Recipe recipe = With("convnet-augmented", ("conv_dropout", "0.3"), ("dense_units", "192"), ("dense_dropout", "0.7"), ("learning_rate", "0.004"));

        Model model = recipe.CreateModel(new ImageShape(28, 28, 1), 10);
        Assert.Equal([0.3f, 0.7f], model.Layers.OfType<Dropout>().Select(layer => layer.Rate));
        Assert.Equal(192, model.Layers.OfType<Dense>().First().Parameters[1].Shape[0]);
        Assert.Equal(0.004f, recipe.CreateOptimizer().LearningRate);
        Assert.Equal(("convnet-augmented", 40), (recipe.Name, recipe.Epochs));
        Assert.NotEmpty(recipe.Augmentation);
    }

    // The rate of 10 epochs of one step: each start has two, in the first of which it rises by 0.4.
    [Fact]
    public void Tiny158_OtherValues_AreTaken()
    {
        Recipe recipe = With("tiny158", ("learning_rate", "0.2"), ("rise", "0.4"));

        Assert.Equal(0.2f, recipe.CreateOptimizer().LearningRate);
        double[] expected = [.. new Repeated(new PiecewiseLinear([(0, 0.1), (0.4, 1), (1, 0)]), 5).Curve(1, 10).Select(factor => (float)(factor * 0.2f))];
        Assert.Equal(expected, ResNet9RecipeTests.Rates(recipe, factor: 1, stepsPerEpoch: 1, epochs: 10).Select(rate => (double)rate));
    }

    [Theory]
    [InlineData("per_image", 4, true)]
    [InlineData("whole_batch", 4, false)]
    [InlineData("batch_normalization", 0, false)]
    public void MinMax_OtherValues_AreTakenUnderTheSameName(string scaling, int minMax, bool isPerImage)
    {
        Recipe recipe = With("minmax", ("scaling", scaling), ("dense_units", "64"), ("dropout", "0.1"), ("learning_rate", "0.04"));

        Model model = recipe.CreateModel(new ImageShape(32, 32, 3), 20);
        MinMaxNormalization[] layers = [.. model.Layers.OfType<MinMaxNormalization>()];
        Assert.Equal(("minmax", minMax, 4 - minMax), (recipe.Name, layers.Length, model.Layers.OfType<BatchNormalization>().Count()));
        Assert.All(layers, layer => Assert.Equal(isPerImage, layer.PerImage));
        Assert.Equal(0.1f, Assert.Single(model.Layers.OfType<Dropout>()).Rate);
        Assert.Equal(64, model.Layers.OfType<Dense>().First().Parameters[1].Shape[0]);
        Assert.Equal(0.04f, recipe.CreateOptimizer().LearningRate);
    }

    [Fact]
    public void MinMax_VariantWithOtherValues_StaysTheVariant()
    {
        Recipe recipe = With("minmax-batchnorm", ("dense_units", "64"), ("dropout", "0.1"), ("learning_rate", "0.04"));

        Model model = recipe.CreateModel(new ImageShape(32, 32, 3), 20);
        Assert.Equal(("minmax-batchnorm", 4, 0), (recipe.Name, model.Layers.OfType<BatchNormalization>().Count(), model.Layers.OfType<MinMaxNormalization>().Count()));
    }

    [Fact]
    public void ResNet9_OtherValues_AreTheSchedules()
    {
        const int Steps = 98;
        Recipe recipe = With("resnet9-triangular2", ("step_epochs", "6"), ("base_rate", "0.00001"), ("max_rate", "0.3"));

        var expected = new Cyclic(1e-5, 0.3, 6, ScheduleUnit.Epochs) { Mode = CyclicMode.Triangular2 };
        Assert.Equal(("resnet9-triangular2", 0.3f), (recipe.Name, recipe.CreateOptimizer().LearningRate));
        Assert.Equal(expected.Curve(Steps, 24).Select(rate => (float)rate), ResNet9RecipeTests.Rates(recipe, factor: 1, Steps, epochs: 24));
    }

    [Theory]
    [InlineData("tiny158-original")]
    [InlineData("resnet9")]
    [InlineData("resnet9-interpolated")]
    public void With_RecipeWithoutASpace_IsRefused(string name) =>
        Assert.Throws<NotSupportedException>(() => Recipe.Find(name).With(Recipe.Find("tiny158").SearchSpace!.Defaults));

    static Recipe With(string name, params (string Name, string Value)[] values)
    {
        Recipe recipe = Recipe.Find(name);
        return recipe.With(recipe.SearchSpace!.Read("here", values.ToDictionary(value => value.Name, value => value.Value)));
    }

    static Symbol ConvNetwork(Symbol image) => image
        .Conv2D(32, 3).Conv2D(64, 3).Relu().MaxPooling2D(2).Dropout(0.2f).Flatten().Dense(128).Relu().Dropout(0.5f).Dense(10).Softmax();

    static Symbol MinMaxNetwork(Symbol image, Func<Symbol, Symbol> scaled) => scaled(scaled(scaled(scaled(image).Conv2D(64, 3).Relu()).Conv2D(128, 3).Relu()).Conv2D(256, 3).Relu())
        .GlobalAveragePooling2D().Dense(128).Relu().Dropout(0.5f).Dense(10).Softmax();

    static float[][] Trained(Model model, Loss loss, Optimizer optimizer, IEnumerable<Callback> callbacks)
    {
        ImageShape shape = new(28, 28, model.Input.Shape![2]);
        var images = ImageSet.FromFloats(
            [.. Enumerable.Range(0, 4 * shape.Length).Select(i => MathF.Sin(i * i))], [0, 1, 2, 3], shape, [.. Enumerable.Range(0, 10).Select(i => $"{i}")]);
        var options = new FitOptions { BatchSize = 2, Epochs = 5 };
        foreach (Callback callback in callbacks)
        {
            options.Callbacks.Add(callback);
        }

        model.Compile(optimizer, loss);
        model.Fit(images, options);
        return [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
    }
}
