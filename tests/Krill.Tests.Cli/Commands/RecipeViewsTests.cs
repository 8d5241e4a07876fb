using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;

namespace Krill.Tests.Cli.Commands;

/// <summary>A recipe that normalizes, augments, drops the last batch and tests with several views of each image.</summary>
public sealed class RecipeViewsTests : IDisposable
{
    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Run_RecipeWithViews_HasTheAccuracyWithThemAndWithout()
    {
        var recipe = new ViewedRecipe();
        var options = new RecipeOptions { DataDirectory = _data.Folder, Seed = 3, Threads = 2, KeepsRun = false, Validation = ValidationSplit.Last(0.2) };
        var session = RecipeSession.Prepare(recipe, options);

        RecipeResult result = session.Run();

        // 480 images are left to train on: nine batches of 50 an epoch.
        Assert.Equal(480, recipe.Adapted);
        Dataset data = Datasets.Load("mnist", new DatasetOptions { Directory = _data.Folder });
        ImageSet test = data.Test.WithNormalization(recipe.Normalization), validation = data.Train.WithNormalization(recipe.Normalization).SplitLast(0.2).Validation;
        Assert.Equal(session.Model.Evaluate(test, 50, augmentation: recipe.TestTimeAugmentation).Accuracy, result.TestAccuracy);
        Assert.Equal(session.Model.Evaluate(test, 50).Accuracy, result.TestAccuracyWithoutTta);
        Assert.Equal(session.Model.Evaluate(validation, 50, augmentation: recipe.TestTimeAugmentation).Accuracy, result.ValidationAccuracy);
        Assert.Equal(session.Model.Evaluate(validation, 50).Accuracy, result.ValidationAccuracyWithoutTta);
        Assert.NotEqual(result.TestAccuracy, result.TestAccuracyWithoutTta);
        Assert.Equal(2 * 450 / result.TrainingSeconds, result.ImagesPerSecond, 1e-6 * result.ImagesPerSecond);
    }

    sealed class ViewedRecipe : Recipe
    {
        public int Adapted { get; private set; }

        public override string Name => "viewed";

        public override string Description => "for a test";

        public override string Source => "none";

        public override string DefaultDataset => "mnist";

        public override int BatchSize => 50;

        public override int Epochs => 2;

        public override float Rescale => 1 / 255f;

        public override ChannelNormalization? Normalization { get; } = new([0.25f], [0.5f]);

        public override IReadOnlyList<Augmentation> Augmentation => [new RandomTranslation(1)];

        public override bool DropRemainder => true;

        // Bars lie across the image: moved by so much, they are another class's.
        public override TestTimeAugmentation? TestTimeAugmentation { get; } = new([new(1), new(2, Down: 2)]);

        public override ValidationSplit Validation => ValidationSplit.None;

        public override Loss Loss => Loss.CategoricalCrossentropy;

        public override void Adapt(Model model, ImageSet train) => Adapted = train.Count;

        public override Symbol Network(Symbol image, int classes) => image.Flatten().Dense(classes).Softmax();

        public override Optimizer CreateOptimizer() => new Adam(0.003f);

        public override IEnumerable<Callback> CreateCallbacks() => [];
    }
}
