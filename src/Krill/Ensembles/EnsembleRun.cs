using Krill.Data;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Ensembles;

/// <summary>An ensemble, read back from its folder.</summary>
public sealed class EnsembleRun
{
    readonly EnsembleFolder _folder;
    readonly RecipeData _data;
    readonly EnsembleMember[] _members;
    readonly RecipeRunOptions _options;

    EnsembleRun(EnsembleFolder folder, Recipe recipe, RecipeData data, EnsembleMember[] members, RecipeRunOptions options)
    {
        _folder = folder;
        Recipe = recipe;
        _data = data;
        _members = members;
        _options = options;
    }

    /// <summary>The recipe that was trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>Whether a folder holds an ensemble.</summary>
    /// <param name="directory">The folder, which need not exist.</param>
    public static bool Holds(string directory) => EnsembleFolder.Holds(directory);

    /// <summary>Opens an ensemble whose members are all trained, and its data.</summary>
    /// <param name="directory">The folder of the ensemble.</param>
    /// <param name="options">What to test on; by default the ensemble's dataset.</param>
    /// <exception cref="DataException">The folder holds no ensemble, members are not trained, or the data is missing or not what it should be.</exception>
    /// <exception cref="ArgumentException">There is no such dataset.</exception>
    public static EnsembleRun Open(string directory, RecipeRunOptions? options = null)
    {
        options ??= new RecipeRunOptions();
        EnsembleFolder folder = EnsembleFolder.Open(directory);
        RunDescription asked = folder.Description.Training;
        Recipe recipe = RunSettings.RecipeOf(folder.Path, asked);
        RunResult?[] results =
        [
            .. Enumerable.Range(1, folder.Description.Members)
                .Select(number => RunFolder.Holds(folder.MemberPath(number)) ? RunFolder.Open(folder.MemberPath(number)).ReadResult() : null),
        ];
        int trained = results.Count(result => result is not null);
        if (trained < results.Length)
        {
            throw new DataException(
                folder.Path, $"an ensemble of {results.Length} members of which {trained} are trained", "all of them", "krill ensemble --resume goes on with it.");
        }

        RecipeData data = RunSettings.OtherFolder(asked, options) is { } other
            ? OtherPictures(folder, recipe, other, options)
            : RecipeData.Load(recipe, RunSettings.DataOf(asked, options) with { Validation = RunSettings.ValidationOf(folder.Path, asked, recipe) }, asked.Normalization);
        return new EnsembleRun(folder, recipe, data, [.. results.Select((result, i) => EnsembleTest.MemberOf(folder, i + 1, result!))], options);
    }

    /// <summary>Tests the ensemble as its training did: the same figures to the last bit, on any number of threads.</summary>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    public EnsembleResult Evaluate(int? threads = null) =>
        EnsembleTest.Run(_folder, Recipe, _data, _members, threads ?? Environment.ProcessorCount, _options.CancellationToken);

    /// <summary>Pictures that the ensemble was not trained on, all to test with.</summary>
    static RecipeData OtherPictures(EnsembleFolder folder, Recipe recipe, ImageFolder other, RecipeRunOptions options)
    {
        RunDescription asked = folder.Description.Training;
        ImageShape shape = asked.ImageShape ?? throw new DataException(
            folder.Path, "an ensemble without the shape of its images", "one that has it", "An older version of Krill made it: train it again, or test it on a dataset.");
        ImageFolder form = RunSettings.FormOf(asked, shape) with { Directory = other.Directory, Fingerprint = null };
        ImageSet images = RecipeData.Tested(
            recipe, RecipeData.ReadFolder(form, reader => reader.ReadOther(asked.ClassNames), options.OnEvent, options.CancellationToken), asked.Normalization);
        return new RecipeData(other.Name, images, null, images);
    }

    /// <summary>The recipe of an ensemble.</summary>
    /// <exception cref="DataException">The folder holds no ensemble, or one of no recipe.</exception>
    internal static Recipe RecipeOf(string directory)
    {
        EnsembleFolder folder = EnsembleFolder.Open(directory);
        return RunSettings.RecipeOf(folder.Path, folder.Description.Training);
    }
}
