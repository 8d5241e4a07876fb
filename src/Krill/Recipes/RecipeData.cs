using Krill.Data;
using Krill.Training;

namespace Krill.Recipes;

/// <summary>A dataset as a recipe wants it: rescaled and normalized, and with its validation images kept apart.</summary>
internal sealed partial record RecipeData(string Name, ImageSet Train, ImageSet? Validation, ImageSet Test)
{
    /// <summary>The folder of pictures that it was read from, as it was read; null for a dataset.</summary>
    public ImageFolder? Folder { get; private init; }

    /// <summary>Loads, divides, normalizes and enlarges.</summary>
    /// <param name="recipe">Whose data it is.</param>
    /// <param name="options">What to do otherwise than the recipe says.</param>
    /// <param name="normalization">The normalization of a run; null to find it from the training images.</param>
    public static RecipeData Load(Recipe recipe, RecipeOptions options, ChannelNormalization? normalization = null)
    {
        RecipeData data = options.ImageFolder is { } folder ? LoadFolder(recipe, Fitting(recipe, folder), options) : LoadDataset(recipe, options);
        return data.Normalized(recipe, options.Seed, normalization);
    }

    /// <summary>Checks that a new training does not ask for a division of pictures that are divided already.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void RequireOneDivision(RecipeOptions options)
    {
        if (options is { Validation: { } split, ImageFolder: { } folder } && FolderListing.HasValidation(folder.Directory))
        {
            throw new ArgumentException(
                $"--validation-split (RecipeOptions.Validation): received \"{split}\" for {Path.GetFullPath(folder.Directory)}, which has a folder of pictures to choose by; "
                + "expected one of both. Leave the option out, or move that folder away.");
        }
    }

    /// <summary>Images as the network of a run sees them.</summary>
    /// <param name="recipe">Whose run it is.</param>
    /// <param name="set">The images.</param>
    /// <param name="normalization">The normalization of the run; null for the recipe's.</param>
    public static ImageSet Tested(Recipe recipe, ImageSet set, ChannelNormalization? normalization) =>
        Prepared(recipe, set).WithNormalization(normalization ?? recipe.Normalization);

    /// <summary>What reads a folder, with its progress and what it leaves out as events.</summary>
    public static T ReadFolder<T>(ImageFolder folder, Func<FolderReader, T> read, Action<TrainingEvent>? onEvent, CancellationToken cancellation)
    {
        var reader = new FolderReader(folder, onEvent is null ? null : new Relay<FolderProgress>(progress => onEvent(new PicturesRead(progress))), cancellation);
        T result = read(reader);
        if (reader.LeftOut.Count > 0)
        {
            string files = $"left out what is no {PictureFiles.Kinds}: {reader.LeftOut.Count} {(reader.LeftOut.Count == 1 ? "file" : "files")}, {PictureFiles.Some(reader.LeftOut)}";
            onEvent?.Invoke(new MessageRaised(folder.Name, files, IsWarning: true));
        }

        if (reader.FoldersLeftOut.Count > 0)
        {
            string folders = $"left out what is beside the folder of training pictures and no part: {string.Join(", ", reader.FoldersLeftOut)}; a class belongs into each part";
            onEvent?.Invoke(new MessageRaised(folder.Name, folders, IsWarning: true));
        }

        return result;
    }

    static RecipeData LoadDataset(Recipe recipe, RecipeOptions options)
    {
        Dataset dataset = Datasets.Load(options.Dataset ?? recipe.DefaultDataset, new DatasetOptions
        {
            Directory = options.DataDirectory,
            CancellationToken = options.CancellationToken,
            Progress = options.OnEvent is { } listener ? new Relay<DownloadProgress>(progress => listener(new DownloadProgressed(progress))) : null,
        });
        (ImageSet train, ImageSet? validation) = (options.Validation ?? recipe.Validation).Divide(Prepared(recipe, dataset.Train));
        return new RecipeData(dataset.Name, train, validation, Prepared(recipe, dataset.Test));
    }

    /// <summary>The order of a folder's pictures is that of their classes, so validation images are always drawn, also for a recipe that takes the last.</summary>
    static RecipeData LoadFolder(Recipe recipe, ImageFolder folder, RecipeOptions options)
    {
        ValidationSplit split = options.Validation ?? recipe.Validation;
        return ReadFolder(folder, Read, options.OnEvent, options.CancellationToken);

        RecipeData Read(FolderReader reader)
        {
            Dataset dataset = reader.Read((split.Fraction, split.Seed));
            ImageSet? validation = dataset.Validation is { } chosenBy ? Prepared(recipe, chosenBy) : null;
            return new RecipeData(dataset.Name, Prepared(recipe, dataset.Train), validation, Prepared(recipe, dataset.Test)) { Folder = reader.Folder };
        }
    }

    /// <summary>The images as the network sees them, but for the normalization of channels.</summary>
    static ImageSet Prepared(Recipe recipe, ImageSet set) => set.WithRescale(recipe.Rescale).WithSampleNormalization(recipe.SampleNormalization);

    static ImageFolder Fitting(Recipe recipe, ImageFolder folder)
    {
        ImageShape own = Datasets.Find(recipe.DefaultDataset)?.Shape ?? throw new ArgumentException(
            $"Recipe {recipe.Name}: received the dataset \"{recipe.DefaultDataset}\" as its own, which is unknown; expected one, or a height and a width of ImageFolder.");
        return folder with
        {
            Height = folder.Height ?? own.Height,
            Width = folder.Width ?? own.Width,
            Channels = folder.Channels ?? recipe.Normalization?.Mean.Count,
        };
    }

    /// <summary>Hands progress on at once and on the same thread.</summary>
    sealed class Relay<T>(Action<T> listener) : IProgress<T>
    {
        public void Report(T value) => listener(value);
    }
}
