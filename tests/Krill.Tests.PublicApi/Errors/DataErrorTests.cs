using Krill;
using Krill.Data;
using Krill.Recipes;

namespace Errors;

/// <summary>Data and files that are not there or do not fit: where, what was received, what was expected, and the cure.</summary>
public sealed class DataErrorTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("krill-test-").FullName;

    public static TheoryData<Action, string> InvalidArguments => new()
    {
        {
            () => Datasets.Load("mnits"),
            "Dataset: received the name \"mnits\"; expected one of mnist, fashion-mnist, cifar10, cifar100, cifar100-coarse, digits. Did you mean mnist?"
        },
        {
            () => Datasets.Load("digits", new DatasetOptions { TrainCount = 0 }),
            "Dataset digits: received a wish for 0 training images; expected 1 to 60000. Leave it out for all."
        },
        {
            () => ImageSet.FromBytes(new byte[11], [0, 1, 0], new ImageShape(2, 2, 1)),
            "ImageSet: received 11 bytes of pixels and 3 labels; expected 12 bytes, 3 images of 2×2×1. Give one label an image, and pixels with the channels last."
        },
        {
            () => ImageSet.FromBytes(new byte[8], [0, 2], new ImageShape(2, 2, 1), ["cat", "dog"]),
            "ImageSet: received label 2 for image 1; expected 0 to 1, since there are 2 class names. Number the classes from 0."
        },
        { () => TwoImages().Take(3), "ImageSet.Take: received the count 3; expected 1 to 2, the images of the set." },
        { () => TwoImages().Label(2), "ImageSet: received the index 2; expected that of an image, 0 to 1." },
        { () => TwoImages().SplitLast(1.5), "ImageSet.SplitLast: received the fraction 1.5; expected one between 0 and 1, both excluded, for instance 0.1." },
        { () => TwoImages().WithRescale(float.NaN), "ImageSet.WithRescale: received the factor NaN; expected a finite one, for instance 1/255." },
        { () => _ = new RecipeOptions { Epochs = 0 }, "RecipeOptions.Epochs: received 0; expected 1 or more." },
        { () => _ = new RecipeOptions { BatchSize = -3 }, "RecipeOptions.BatchSize: received -3; expected 1 or more." },
        { () => _ = new RecipeOptions { LearningRate = 0 }, "RecipeOptions.LearningRate: received 0; expected a finite number greater than 0." },
        { () => _ = new RecipeOptions { Threads = 0 }, "RecipeOptions.Threads: received 0; expected 1 or more." },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(InvalidArguments))]
    public void Argument_ThatCannotBe_IsRefused(Action act, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(act).Message.Split(" (Parameter ")[0]);

    [Fact]
    public void FindRecipe_OfNoSuchName_OffersTheNearOne()
    {
        string message = Assert.Throws<ArgumentException>(() => Recipe.Find("jelyfish")).Message;

        Assert.StartsWith("Recipe: received the name \"jelyfish\"; expected one of quickstart, ", message, StringComparison.Ordinal);
        Assert.EndsWith(" Did you mean jellyfish?", message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadWeights_WithoutTheFile_SaysThePath()
    {
        string path = Path.Combine(_folder, "none.safetensors");

        AssertParts(Assert.Throws<DataException>(() => Network(2).LoadWeights(path)), path, "no file", "a safetensors file", "Check the path.");
    }

    [Fact]
    public void LoadWeights_OfAnotherNetwork_ListsEveryDifferenceAndChangesNothing()
    {
        string path = Path.Combine(_folder, "other.safetensors");
        Network(3).SaveWeights(path);
        Symbol image = Symbol.Input(2, 2, 1);
        var model = new Model(image, image.Flatten().Dense(2).BatchNormalization().Softmax());
        float[] before = [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

        AssertParts(
            Assert.Throws<DataException>(() => model.LoadWeights(path)),
            path,
            "weights that differ from the model's in 6 places: \"dense/kernel\" has the shape (4, 3) instead of (4, 2); \"dense/bias\" has the shape (3) instead of (2); "
                + "\"batch_normalization/gamma\" (2) is missing; \"batch_normalization/beta\" (2) is missing; "
                + "\"batch_normalization/moving_mean\" (2) is missing; \"batch_normalization/moving_variance\" (2) is missing",
            "its 6 tensors",
            "Load them into the model that they were saved from.");
        Assert.Equal(before, model.Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void LoadDataset_WithoutFilesAndNetwork_SaysWhereTheyBelong()
    {
        var options = new DatasetOptions { CacheDirectory = _folder, AllowDownload = false };

        var exception = Assert.Throws<DataException>(() => Datasets.Load("mnist", options));

        Assert.Equal($"{exception.Where}: received {exception.Received}; expected {exception.Expected}. {exception.Cure}", exception.Message);
        Assert.Contains(Path.Combine(_folder, "mnist"), exception.Message, StringComparison.Ordinal);
        Assert.Contains("digits", exception.Cure, StringComparison.Ordinal);
    }

    static void AssertParts(DataException exception, string where, string received, string expected, string cure)
    {
        Assert.Equal((where, received, expected, cure), (exception.Where, exception.Received, exception.Expected, exception.Cure));
        Assert.Equal($"{where}: received {received}; expected {expected}. {cure}", exception.Message);
    }

    static ImageSet TwoImages() => ImageSet.FromBytes(new byte[8], [0, 1], new ImageShape(2, 2, 1));

    static Model Network(int classes)
    {
        Symbol image = Symbol.Input(2, 2, 1);
        return new Model(image, image.Flatten().Dense(classes).Softmax());
    }
}
