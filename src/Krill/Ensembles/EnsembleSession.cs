using Krill.Data;
using Krill.Recipes;
using Krill.Reports;
using Krill.Runs;
using Krill.Training;

namespace Krill.Ensembles;

/// <summary>
/// The training of several networks of one recipe, each with its own seed and with the weights of its best epoch on the validation images, and the test of their
/// averaged predictions. The test images are used once, when all are trained.
/// </summary>
/// <remarks>Source: the average over a <c>for</c> loop of models, as of the JellyfishNet notebook; Lakshminarayanan et al., "Deep ensembles", 2017.</remarks>
public sealed class EnsembleSession
{
    readonly Recipe _recipe;
    readonly RecipeOptions _options;
    readonly RecipeData _data;
    readonly EnsembleDescription _description;
    readonly int _parallel;
    readonly int _threads;
    readonly object _gate = new();
    EnsembleFolder? _folder;

    EnsembleSession(Recipe recipe, RecipeOptions options, EnsembleDescription? description, int members, int parallel, EnsembleFolder? folder)
    {
        _recipe = recipe;
        _options = options;
        _folder = folder;
        _parallel = Math.Min(parallel, members);
        _threads = options.Threads ?? Environment.ProcessorCount;
        _data = RecipeData.Load(recipe, options);
        // Also where it is known already: so that what does not fit is told before anything is trained.
        var session = new RecipeSession(recipe, options, data: _data);
        session.RequireRoom();
        RunDescription training = session.Description();
        _description = description ?? new EnsembleDescription { Members = members, Training = training };
    }

    /// <summary>Loads the data and makes a network, so that what does not fit is told before anything is trained or written.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="options">How many networks, and how; by default 15, as the recipe says.</param>
    /// <exception cref="ArgumentException">As of <see cref="RecipeSession.Prepare"/>, or the options ask for no folder.</exception>
    /// <exception cref="ShapeException">The network does not fit the images.</exception>
    /// <exception cref="DataException">The data is missing or not what it should be.</exception>
    public static EnsembleSession Prepare(Recipe recipe, EnsembleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        options ??= new EnsembleOptions();
        if (!options.Training.KeepsRun)
        {
            throw new ArgumentException("EnsembleSession: received options that keep no run; expected KeepsRun, as the members' weights are kept in their folders.", nameof(options));
        }

        RecipeData.RequireOneDivision(options.Training);
        return new EnsembleSession(recipe, options.Training, null, options.Members, options.Parallel, null);
    }

    /// <summary>Goes on with an ensemble that was killed or stopped: members that are trained stay, those that were being trained go on, the others follow.</summary>
    /// <remarks><see cref="Run"/> then gives the result that it would have had, to the bit but for times. An ensemble that is done is not trained again.</remarks>
    /// <param name="directory">The folder of the ensemble.</param>
    /// <param name="options">Threads, how many at once, and who listens; by default all cores, one, and nobody.</param>
    /// <exception cref="DataException">The folder holds no ensemble, or its data is missing or not what it should be.</exception>
    public static EnsembleSession Resume(string directory, ResumeOptions? options = null)
    {
        options ??= new ResumeOptions();
        EnsembleFolder folder = EnsembleFolder.Open(directory);
        RunDescription asked = folder.Description.Training;
        Recipe recipe = RunSettings.RecipeOf(folder.Path, asked, options.Recipe);
        RecipeOptions training = RunSettings.OptionsOf(folder.Path, asked, recipe, options);
        return new EnsembleSession(recipe, training, folder.Description, folder.Description.Members, options.Parallel, folder);
    }

    /// <summary>Trains the members that are not trained yet, and tests the ensemble.</summary>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the folder holds what was done.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another process works there.</exception>
    /// <exception cref="ArgumentException">The folder holds a run, an ensemble or a tuning.</exception>
    public EnsembleResult Run()
    {
        _folder ??= EnsembleFolder.Create(_description, _options.RunDirectory);
        using IDisposable held = FolderLock.Hold(_folder.Path);
        int members = _description.Members;
        Raise(Started(_folder));
        if (_folder.Description.Result is { } done)
        {
            done = done with { Run = _folder.Path };
            Raise(new EnsembleEnded(done));
            return done;
        }

        var trained = new EnsembleMember[members];
        Crew.Run(members, _parallel, (piece, cancellation) => trained[piece] = Train(_folder, piece + 1, cancellation), _options.CancellationToken);
        (EnsembleResult result, Predictions tested) = EnsembleTest.Run(_folder, _recipe, _data, trained, _threads, _options.CancellationToken);
        _folder.Complete(result);
        WriteReport(_folder, result, tested);
        Raise(new EnsembleEnded(result));
        return result;
    }

    /// <summary>The result is safe by now: where the report cannot be written, that is told, and no more.</summary>
    void WriteReport(EnsembleFolder folder, EnsembleResult result, Predictions tested)
    {
        if (!_options.WritesReport)
        {
            return;
        }

        try
        {
            Model model = _recipe.CreateModel(_data.Test.Shape, _data.Test.Classes);
            ReportFolder.Write(new EnsembleSubject(folder.Path, _description.Training, _recipe, model, _data)
            {
                Augmentation = _options.Augmentation ?? _recipe.Augmentation,
                Result = result,
                Trainings = folder.ReadHistories(),
                Tested = tested,
            });
        }
        catch (IOException exception)
        {
            Raise(new MessageRaised("report", $"{exception.Message} The ensemble is complete without it; krill report {folder.Path} writes it anew.", IsWarning: true));
        }
    }

    EnsembleMember Train(EnsembleFolder folder, int number, CancellationToken cancellation)
    {
        RecipeOptions options = _options with
        {
            Seed = folder.SeedOf(number),
            Threads = Crew.ThreadsEach(_threads, _parallel, _description.Members),
            OnEvent = raised => Raise(new MemberRaised(number, raised)),
            CancellationToken = cancellation,
        };
        RunFolder run = folder.Member(number);
        bool isDone = run.ReadResult() is not null;
        RunResult result = isDone ? run.ReadResult()! : new RecipeSession(_recipe, options, data: SharedData).Train(run, null).Record;
        EnsembleMember member = EnsembleTest.MemberOf(folder, number, result);
        if (!isDone)
        {
            Raise(new MemberEnded(member));
        }

        return member;
    }

    /// <summary>The data for every member; null where the recipe has made the training set larger by the seed, which each member has its own of.</summary>
    RecipeData? SharedData => _data.AddedImages > 0 ? null : _data;

    EnsembleStarted Started(EnsembleFolder folder) => new()
    {
        Recipe = _recipe.Name,
        Dataset = _data.Name,
        Members = _description.Members,
        MembersDone = Enumerable.Range(1, _description.Members)
            .Count(number => RunFolder.Holds(folder.MemberPath(number)) && RunFolder.Open(folder.MemberPath(number)).ReadResult() is not null),
        Parallel = _parallel,
        ThreadsEach = Crew.ThreadsEach(_threads, _parallel, _description.Members),
        Epochs = _description.Training.Epochs,
        Seed = _description.Training.Seed,
        Precision = _description.Training.Precision,
        Run = folder.Path,
    };

    /// <summary>Members are trained on several threads; who listens hears one after the other.</summary>
    void Raise(TrainingEvent raised)
    {
        lock (_gate)
        {
            _options.OnEvent?.Invoke(raised);
        }
    }
}
