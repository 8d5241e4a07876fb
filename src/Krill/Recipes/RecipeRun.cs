using Krill.Data;
using Krill.Images;
using Krill.Reports;
using Krill.Runs;

namespace Krill.Recipes;

/// <summary>A run of a recipe, read back from its folder: to test it again, or to know pictures by it.</summary>
public sealed class RecipeRun
{
    readonly RecipeRunOptions _options;
    RecipeData? _dataset;
    ImageSet? _test;

    RecipeRun(RunFolder folder, Recipe recipe, RecipeRunOptions options)
    {
        Folder = folder;
        Recipe = recipe;
        _options = options;
        RunDescription asked = folder.Description;
        // Older runs recorded neither; their data tells.
        bool isRecorded = asked.ImageShape is not null && asked.ClassNames.Count > 0;
        ImageShape shape = isRecorded ? asked.ImageShape!.Value : Test().Shape;
        ClassNames = isRecorded ? asked.ClassNames : Test().ClassNames;
        Model = recipe.CreateModel(shape, ClassNames.Count, asked.Seed);
        folder.LoadWeights(Model, folder.ReadResult()?.Weights ?? TestedWeights(RunSettings.ValidationOf(folder.Path, asked, recipe)));
        Model.Precision = RunSettings.PrecisionOf(folder.Path, asked);
        Model.Compile(recipe.CreateOptimizer(), recipe.Loss);
    }

    /// <summary>The folder, with what was asked.</summary>
    public RunFolder Folder { get; }

    /// <summary>The recipe that was trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>The network, with the weights that the run was tested with.</summary>
    public Model Model { get; }

    /// <summary>The name of the dataset that it is tested on.</summary>
    public string Dataset => RunSettings.OtherFolder(Folder.Description, _options)?.Name ?? _dataset?.Name ?? _options.Dataset ?? Folder.Description.Dataset;

    /// <summary>The names of the classes, in the order of the network's outputs.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Opens a run: declares its network again, and loads its weights. Its data is loaded when it is tested.</summary>
    /// <param name="directory">The folder of the run.</param>
    /// <param name="options">What to test on, by default the run's dataset, and the recipe where it is not one of Krill's.</param>
    /// <exception cref="DataException">The folder holds no run, or one of another recipe, or the run's weights are missing or not what they should be.</exception>
    public static RecipeRun Open(string directory, RecipeRunOptions? options = null)
    {
        options ??= new RecipeRunOptions();
        var folder = RunFolder.Open(directory);
        return new RecipeRun(folder, RunSettings.RecipeOf(folder.Path, folder.Description, options.Recipe), options);
    }

    /// <summary>Tests the network as the run did: the same figures to the last bit, on any number of threads.</summary>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    /// <exception cref="DataException">The data is missing or not what it should be, or a folder would be divided otherwise than it was.</exception>
    /// <exception cref="ArgumentException">There is no such dataset, or its images or classes do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public Evaluation Evaluate(int? threads = null) =>
        Model.Evaluate(Test(), Folder.Description.BatchSize, threads, Recipe.TestTimeAugmentation, _options.CancellationToken);

    /// <summary>Computes the probability of each class for pictures of any size, each made an image as in the run's training.</summary>
    /// <remarks>Each call makes its threads and plans: for many calls <see cref="CreatePredictor"/> makes them once.</remarks>
    /// <param name="pictures">The pictures, at least one.</param>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    /// <returns>A row a picture, a column for each of <see cref="ClassNames"/>.</returns>
    /// <exception cref="ArgumentException">There is no picture.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public Predictions Predict(IReadOnlyList<Picture> pictures, int? threads = null)
    {
        using PicturePredictor predictor = CreatePredictor(threads);
        return predictor.Predict(pictures, _options.CancellationToken);
    }

    /// <summary>Makes the run ready to know pictures again and again, for instance one by one as they come.</summary>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    /// <returns>What predicts, to be disposed.</returns>
    public PicturePredictor CreatePredictor(int? threads = null) => new(this, threads);

    /// <summary>The probabilities for pictures that are images already, by <see cref="Form"/>.</summary>
    internal Predictions Predict(IReadOnlyList<byte[]> images, int? threads)
    {
        using PicturePredictor predictor = CreatePredictor(threads);
        return predictor.Predict(images, _options.CancellationToken);
    }

    /// <summary>What a picture becomes.</summary>
    internal ImageFolder Form =>
        RunSettings.FormOf(Folder.Description, new ImageShape(Model.Input.Shape![0], Model.Input.Shape[1], Model.Input.Shape[2]));

    /// <summary>
    /// Writes the run's report: <c>report.html</c> in its folder, a page that needs no network, and its pictures in <c>pictures</c>. What is there is replaced.
    /// </summary>
    /// <remarks>
    /// It is about the run's own data, whatever else the options ask for. The test images are predicted as the run's evaluation did; in a run that has no result yet they
    /// are not looked at.
    /// </remarks>
    /// <param name="threads">Threads that work, at least 1; by default one a core.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">It could not be written. The message names the path.</exception>
    /// <exception cref="DataException">The run's data is missing or not what it should be, or its augmentation is not known.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public string WriteReport(int? threads = null)
    {
        var asked = new ResumeOptions { OnEvent = _options.OnEvent, CancellationToken = _options.CancellationToken };
        RecipeOptions options = RunSettings.OptionsOf(Folder.Path, Folder.Description, Recipe, asked);
        var data = RecipeData.Load(Recipe, options, Folder.Description.Normalization);
        return ReportFolder.Write(new RunSubject(Folder, Recipe, Model, data) { Augmentation = options.Augmentation ?? Recipe.Augmentation, Threads = threads, CancellationToken = _options.CancellationToken });
    }

    /// <summary>Which weights are tested: the best by the validation images, and without any those that the training ended with.</summary>
    internal static RunWeights TestedWeights(ValidationSplit validation) => validation == ValidationSplit.None ? RunWeights.Last : RunWeights.Best;

    /// <summary>The recipe that a run was asked for.</summary>
    /// <exception cref="DataException">The folder holds no run, or one of no recipe.</exception>
    internal static Recipe RecipeOf(string directory)
    {
        var folder = RunFolder.Open(directory);
        return RunSettings.RecipeOf(folder.Path, folder.Description);
    }

    ImageSet Test() => _test ??= LoadTest();

    ImageSet LoadTest()
    {
        RunDescription asked = Folder.Description;
        if (RunSettings.OtherFolder(asked, _options) is { } other)
        {
            return ReadFolder(Form with { Directory = other.Directory, Fingerprint = null }, reader => reader.ReadOther(ClassNames, asked.ImageFolder?.Fingerprint));
        }

        if (asked.ImageFolder is { } own && _options.Dataset is null)
        {
            return ReadFolder(own, reader => reader.ReadTest(ClassNames));
        }

        _dataset = RecipeData.Load(Recipe, RunSettings.DataOf(asked, _options), asked.Normalization);
        return _dataset.Test;
    }

    ImageSet ReadFolder(ImageFolder folder, Func<FolderReader, ImageSet> read) =>
        RecipeData.Tested(Recipe, RecipeData.ReadFolder(folder, read, _options.OnEvent, _options.CancellationToken), Folder.Description.Normalization);
}
