using Krill.Data;
using Krill.Images;
using Krill.Recipes;
using Krill.Reports;
using Krill.Runs;

namespace Krill.Ensembles;

/// <summary>An ensemble, read back from its folder: to test it again, or to know pictures by it.</summary>
public sealed class EnsembleRun
{
    readonly EnsembleFolder _folder;
    readonly EnsembleMember[] _members;
    readonly RecipeRunOptions _options;
    RecipeData? _data;

    EnsembleRun(EnsembleFolder folder, Recipe recipe, EnsembleMember[] members, RecipeRunOptions options)
    {
        _folder = folder;
        Recipe = recipe;
        _members = members;
        _options = options;
    }

    /// <summary>The recipe that was trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>The names of the classes, in the order of the networks' outputs.</summary>
    /// <exception cref="DataException">An older version of Krill made the ensemble, which did not record them.</exception>
    public IReadOnlyList<string> ClassNames => Asked.ClassNames is { Count: > 0 } names ? names : throw Unrecorded("the names of its classes");

    /// <summary>The folder.</summary>
    internal string Path => _folder.Path;

    /// <summary>How many networks there are.</summary>
    internal int Members => _members.Length;

    /// <summary>What a picture becomes.</summary>
    internal ImageFolder Form => RunSettings.FormOf(Asked, Asked.ImageShape ?? throw Unrecorded("the shape of its images"));

    RunDescription Asked => _folder.Description.Training;

    /// <summary>Whether a folder holds an ensemble.</summary>
    /// <param name="directory">The folder, which need not exist.</param>
    public static bool Holds(string directory) => EnsembleFolder.Holds(directory);

    /// <summary>Opens an ensemble whose members are all trained. Its data is loaded when it is tested, and its networks when they predict, one after the other.</summary>
    /// <param name="directory">The folder of the ensemble.</param>
    /// <param name="options">What to test on, by default the ensemble's dataset, and the recipe where it is not one of Krill's.</param>
    /// <exception cref="DataException">The folder holds no ensemble, or one of another recipe, or members are not trained.</exception>
    public static EnsembleRun Open(string directory, RecipeRunOptions? options = null)
    {
        options ??= new RecipeRunOptions();
        EnsembleFolder folder = EnsembleFolder.Open(directory);
        Recipe recipe = RunSettings.RecipeOf(folder.Path, folder.Description.Training, options.Recipe);
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

        return new EnsembleRun(folder, recipe, [.. results.Select((result, i) => EnsembleTest.MemberOf(folder, i + 1, result!))], options);
    }

    /// <summary>Tests the ensemble as its training did: the same figures to the last bit, on any number of threads.</summary>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    /// <exception cref="DataException">The data is missing or not what it should be, or the weights of a member are.</exception>
    /// <exception cref="ArgumentException">There is no such dataset, or its images or classes do not fit the networks.</exception>
    public EnsembleResult Evaluate(int? threads = null) =>
        EnsembleTest.Run(_folder, Recipe, _data ??= Load(), _members, threads ?? Environment.ProcessorCount, _options.CancellationToken).Result;

    /// <summary>Computes the probability of each class for pictures of any size, each made an image as in training: the mean of what the networks give.</summary>
    /// <remarks>The networks are loaded one after the other in each call, so that only one is in memory: give many pictures at once.</remarks>
    /// <param name="pictures">The pictures, at least one.</param>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    /// <returns>A row a picture, a column for each of <see cref="ClassNames"/>.</returns>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    /// <exception cref="DataException">The weights of a member are missing or not what they should be, or an older version of Krill made the ensemble, which did not
    /// record the shape of its images.</exception>
    public Predictions Predict(IReadOnlyList<Picture> pictures, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0)
        {
            throw new ArgumentException("EnsembleRun.Predict: received no picture; expected at least one.", nameof(pictures));
        }

        return Predict([.. pictures.Select(picture => PictureFit.Image(picture, Form))], threads);
    }

    /// <summary>The same for pictures that are images already, by <see cref="Form"/>.</summary>
    internal Predictions Predict(IReadOnlyList<byte[]> images, int? threads)
    {
        ImageSet set = RecipeData.Tested(Recipe, PictureFit.Set(images, Form), Asked.Normalization);
        return EnsembleTest.Predict(_folder, Recipe, set, ClassNames.Count, _members, threads, _options.CancellationToken);
    }

    /// <summary>
    /// Writes the ensemble's report: <c>report.html</c> in its folder, a page that needs no network, and its pictures in <c>pictures</c>. What is there is replaced.
    /// </summary>
    /// <remarks>It is about the ensemble's own data, whatever else the options ask for. The test images are predicted as its test did.</remarks>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    /// <exception cref="DataException">The ensemble is not tested yet, its data is missing or not what it should be, or its augmentation is not known.</exception>
    public string WriteReport(int? threads = null)
    {
        EnsembleResult result = _folder.Description.Result ?? throw new DataException(
            Path, "an ensemble that is not tested", "one with a result", "krill ensemble --resume goes on with it.");
        var asked = new ResumeOptions { OnEvent = _options.OnEvent, CancellationToken = _options.CancellationToken };
        RecipeOptions options = RunSettings.OptionsOf(Path, Asked, Recipe, asked);
        var data = RecipeData.Load(Recipe, options, Asked.Normalization);
        (_, Predictions tested) = EnsembleTest.Run(_folder, Recipe, data, _members, threads ?? Environment.ProcessorCount, _options.CancellationToken);
        return ReportFolder.Write(new EnsembleSubject(Path, Asked, Recipe, Recipe.CreateModel(data.Test.Shape, data.Test.Classes), data)
        {
            Augmentation = options.Augmentation ?? Recipe.Augmentation,
            Result = result,
            Trainings = _folder.ReadHistories(),
            Tested = tested,
        });
    }

    /// <summary>The recipe of an ensemble.</summary>
    /// <exception cref="DataException">The folder holds no ensemble, or one of no recipe.</exception>
    internal static Recipe RecipeOf(string directory)
    {
        EnsembleFolder folder = EnsembleFolder.Open(directory);
        return RunSettings.RecipeOf(folder.Path, folder.Description.Training);
    }

    RecipeData Load() => RunSettings.OtherFolder(Asked, _options) is { } other
        ? OtherPictures(other)
        : RecipeData.Load(Recipe, RunSettings.DataOf(Asked, _options) with { Validation = RunSettings.ValidationOf(_folder.Path, Asked, Recipe) }, Asked.Normalization);

    /// <summary>Pictures of another folder to test with.</summary>
    RecipeData OtherPictures(ImageFolder other)
    {
        ImageFolder form = Form with { Directory = other.Directory, Fingerprint = null };
        ImageSet images = RecipeData.Tested(
            Recipe, RecipeData.ReadFolder(form, reader => reader.ReadOther(ClassNames, Asked.ImageFolder?.Fingerprint), _options.OnEvent, _options.CancellationToken), Asked.Normalization);
        return new RecipeData(other.Name, images, null, images);
    }

    DataException Unrecorded(string what) => new(
        _folder.Path, $"an ensemble without {what}", "one that has it", "An older version of Krill made it: train it again, or test it on a dataset.");
}
