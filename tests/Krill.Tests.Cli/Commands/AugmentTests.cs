using System.Text.Json;
using Krill.Callbacks;
using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;

namespace Krill.Tests.Cli.Commands;

/// <summary><c>krill train --augment</c>, and what recipes can do to their images.</summary>
public sealed class AugmentTests : IDisposable
{
    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Train_Augmented_SaysAndRecordsItAndRepeats()
    {
        Call call = await Train("one", "--augment", "rotation=10,shift=0.1", "--augment", "mixup=0.4");
        Call same = await Train("two", "--augment", "rotation=10,shift=0.1", "--augment", "mixup=0.4", "--threads", "1");
        Call other = await Train("three");

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        JsonElement start = call.Events[0], result = call.Events[^1];
        string[] texts = ["rotation=10,width-shift=0.1,height-shift=0.1,fill=nearest", "mixup=0.4"];
        Assert.Equal(texts, start.GetProperty("augmentation").EnumerateArray().Select(text => text.GetString()!));
        using JsonDocument run = JsonDocument.Parse(await File.ReadAllTextAsync(_data.In("one/run.json")));
        Assert.Equal(texts, run.RootElement.GetProperty("augmentation").EnumerateArray().Select(text => text.GetString()!));
        Assert.Equal(result.GetProperty("loss").GetDouble(), same.Events[^1].GetProperty("loss").GetDouble());
        Assert.NotEqual(result.GetProperty("loss").GetDouble(), other.Events[^1].GetProperty("loss").GetDouble());
        Assert.Empty(other.Events[0].GetProperty("augmentation").EnumerateArray());
    }

    [Fact]
    public async Task Train_Plain_TellsTheAugmentationInALine()
    {
        Call call = await Call.Krill("train", "quickstart", "--data", _data.Folder, "--epochs", "1", "--augment", "cutout=0.5:patch", "--augment", "blur=1", "--out", _data.In("run"));

        Assert.Contains("augmented: cutout=0.5:area=0.02..0.4:aspect=0.3..3.3333333333333335:patch; then blur=0..1", call.Lines);
        Assert.DoesNotContain((await Call.Krill("train", "quickstart", "--data", _data.Folder, "--epochs", "1", "--augment", "none", "--out", _data.In("none"))).Lines, line => line.StartsWith("augmented", StringComparison.Ordinal));
    }

    // The numbers of the 480 images that are trained on, by NumPy's definition; and all sets are normalized by these.
    [Fact]
    public void Load_FittedAndEnlarged_UsesTheTrainingImagesAlone()
    {
        var recipe = new FittedRecipe();
        var options = new RecipeOptions { DataDirectory = _data.Folder, Seed = 3 };
        RecipeData loaded = RecipeData.Load(recipe, options);
        Dataset plain = Datasets.Load("mnist", new DatasetOptions { Directory = _data.Folder });
        (ImageSet train, ImageSet validation) = plain.Train.SplitLast(0.2);
        double[] pixels = [.. Enumerable.Range(0, 480).SelectMany(i => Pixels(train, i)).Select(value => (double)value)];
        double mean = pixels.Average(), deviation = Math.Sqrt(pixels.Average(value => (value - mean) * (value - mean))) + 1e-6;

        Assert.Equal((480, 576, 120, 97), (loaded.OwnImages, loaded.Train.Count, loaded.Validation!.Count, loaded.Test.Count));
        foreach ((ImageSet set, ImageSet source) in new[] { (loaded.Train, train), (loaded.Validation, validation), (loaded.Test, plain.Test) })
        {
            Assert.Equal(Pixels(source, 5).Select(value => (value - mean) / deviation), Pixels(set, 5).Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-4);
        }

        // As a run that is read back: its own numbers, whatever the images say.
        var kept = new ChannelNormalization([0.5f], [2f]);
        Assert.Same(kept, RecipeData.Load(recipe, options, kept).Test.Normalization);
    }

    Task<Call> Train(string folder, params string[] args) =>
        Call.Krill(["train", "quickstart", "--json", "--data", _data.Folder, "--epochs", "1", "--seed", "3", "--out", _data.In(folder), .. args]);

    static float[] Pixels(ImageSet set, int image)
    {
        float[] pixels = new float[set.Shape.Length];
        set.CopyImage(image, pixels);
        return pixels;
    }

    sealed class FittedRecipe : Recipe
    {
        public override string Name => "fitted";

        public override string Description => "for a test";

        public override string Source => "none";

        public override string DefaultDataset => "mnist";

        public override int BatchSize => 50;

        public override int Epochs => 1;

        public override float Rescale => 1 / 255f;

        public override ValidationSplit Validation => ValidationSplit.Last(0.2);

        public override Loss Loss => Loss.CategoricalCrossentropy;

        public override ChannelNormalization? FitNormalization(ImageSet train) => ChannelNormalization.Fit(train);

        public override ImageSet Enlarge(ImageSet train, ulong seed) => train.WithMixtures(0.2, seed: seed);

        public override Symbol Network(Symbol image, int classes) => image.Flatten().Dense(classes).Softmax();

        public override Optimizer CreateOptimizer() => new Adam();

        public override IEnumerable<Callback> CreateCallbacks() => [];
    }
}
