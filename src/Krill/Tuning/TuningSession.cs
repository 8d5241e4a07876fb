using System.Globalization;
using Krill.Data;
using Krill.Recipes;
using Krill.Runs;
using Krill.Training;

namespace Krill.Tuning;

/// <summary>
/// The search for the hyperparameters of a recipe: trials are trained and chosen by their best validation accuracy, and only by that. The test images are not used.
/// </summary>
/// <remarks>
/// All trials have one seed, so that they differ by their values alone. A trial that goes on from a stage of Hyperband to the next goes on with its training; its recipe's
/// callbacks and schedules see one training of the most epochs, and may end it before.
/// </remarks>
public sealed class TuningSession
{
    const double TimingSeconds = 1;
    const int MostGridPoints = 100_000;

    readonly Recipe _recipe;
    readonly RecipeOptions _options;
    readonly RecipeData _data;
    readonly TuningDescription _description;
    readonly IReadOnlyList<TrialValues> _points;
    readonly int _parallel;
    readonly int _threads;
    readonly object _gate = new();
    TuningFolder? _folder;

    TuningSession(Recipe recipe, RecipeOptions options, TuningOptions? asked, int parallel, TuningFolder? folder)
    {
        SearchSpace space = recipe.SearchSpace ?? throw new ArgumentException(
            $"Recipe {recipe.Name}: received a recipe without a search space to tune; expected one of "
            + $"{string.Join(", ", Recipe.All.Where(other => other.SearchSpace is not null).Select(other => other.Name))}, or one of your own with Recipe.SearchSpace.");
        _recipe = recipe;
        _options = options;
        _folder = folder;
        _parallel = parallel;
        _threads = options.Threads ?? Environment.ProcessorCount;
        _data = RecipeData.Load(recipe, options);
        if (_data.Validation is null)
        {
            throw new ArgumentException(
                $"Recipe {recipe.Name}: received no validation images to choose trials by; expected some. Give --validation-split (RecipeOptions.Validation).");
        }

        // Also where it is known already: so that what does not fit is told before anything is trained.
        var session = new RecipeSession(recipe, options, data: _data);
        session.RequireRoom();
        RunDescription training = session.Description();
        _description = folder?.Description ?? new TuningDescription { Algorithm = asked!.Algorithm, Eta = asked.Eta, Trials = asked.Trials, LearningRate = options.LearningRate, Training = training };
        (Plan, _points) = Planned(space, _description);
    }

    /// <summary>The brackets, in the order in which they are run.</summary>
    public IReadOnlyList<Bracket> Plan { get; }

    /// <summary>Whether a folder holds a tuning.</summary>
    /// <param name="directory">The folder, which need not exist.</param>
    public static bool Holds(string directory) => TuningFolder.Holds(directory);

    /// <summary>Loads the data and plans the trials, so that what does not fit is told before anything is trained or written.</summary>
    /// <param name="recipe">What to tune: a recipe with a <see cref="Recipe.SearchSpace"/>.</param>
    /// <param name="options">How; by default Hyperband over the recipe's epochs.</param>
    /// <exception cref="ArgumentException">
    /// The recipe has no space, no images to choose by, or for a grid a range without steps, or more than 100,000 points and no number of trials, or for random trials more of them than points; epochs are given
    /// in <see cref="TuningOptions.Training"/>, or no folder is to be kept; and as of <see cref="RecipeSession.Prepare"/>.
    /// </exception>
    /// <exception cref="DataException">The data is missing or not what it should be.</exception>
    public static TuningSession Prepare(Recipe recipe, TuningOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        options ??= new TuningOptions();
        if (options.Training.Epochs is not null || !options.Training.KeepsRun)
        {
            throw new ArgumentException(
                "TuningSession: received options with epochs, or that keep no run; expected TuningOptions.MaxEpochs, and KeepsRun, as trials go on from their folders.", nameof(options));
        }

        RecipeData.RequireOneDivision(options.Training);
        return new TuningSession(recipe, options.Training with { Epochs = options.MaxEpochs ?? recipe.Epochs }, options, options.Parallel, null);
    }

    /// <summary>Goes on with a tuning that was killed or stopped: what is trained is not trained again.</summary>
    /// <remarks><see cref="Run"/> then gives the result that it would have had, but for times.</remarks>
    /// <param name="directory">The folder of the tuning.</param>
    /// <param name="options">Threads, how many at once, and who listens; by default all cores, one, and nobody.</param>
    /// <exception cref="DataException">The folder holds no tuning, or its data is missing or not what it should be.</exception>
    public static TuningSession Resume(string directory, ResumeOptions? options = null)
    {
        options ??= new ResumeOptions();
        TuningFolder folder = TuningFolder.Open(directory);
        RunDescription asked = folder.Description.Training;
        Recipe recipe = RunSettings.RecipeOf(folder.Path, asked, options.Recipe);
        // The rate that is recorded is that of the recipe's own values; trials have theirs.
        RecipeOptions training = RunSettings.OptionsOf(folder.Path, asked, recipe, options) with { LearningRate = folder.Description.LearningRate };
        return new TuningSession(recipe, training, null, options.Parallel, folder);
    }

    /// <summary>Trains the trials that are not trained yet.</summary>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the folder holds what was done.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another process works there.</exception>
    /// <exception cref="ArgumentException">The folder holds a run, an ensemble or a tuning.</exception>
    public TuningResult Run()
    {
        TuningFolder folder = _folder ??= TuningFolder.Create(_description, _options.RunDirectory);
        using IDisposable held = FolderLock.Hold(folder.Path);
        TuningResult? done = folder.Description.Result;
        Raise(Started(folder, done is not null));
        if (done is null)
        {
            SuccessiveHalving.Run(
                Plan,
                _parallel,
                (trial, rung, cancellation) => Train(folder, trial, rung, cancellation),
                dropped =>
                {
                    foreach (int trial in dropped)
                    {
                        folder.Forget(trial);
                    }
                },
                _options.CancellationToken);
            done = Result(folder);
            TrialsChart.Of(done).Save(folder.ChartPath);
            folder.Complete(done);
        }

        done = done with { Run = folder.Path };
        Raise(new TuningEnded(done));
        return done;
    }

    static (IReadOnlyList<Bracket> Plan, IReadOnlyList<TrialValues> Points) Planned(SearchSpace space, TuningDescription asked)
    {
        int epochs = asked.Training.Epochs;
        if (asked.Algorithm == TuningAlgorithm.Grid)
        {
            if (asked.Trials is null && space.GridCount() is var points && points > MostGridPoints)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Recipe {asked.Training.Recipe}: received a grid of {points:N0} points; expected {MostGridPoints:N0} at most where no number of trials is given, as each is a "
                    + $"training and a folder of its own. Give --trials (TuningOptions.Trials) for the first so many, or draw points with another algorithm."));
            }

            TrialValues[] grid = [.. space.Grid().Take(asked.Trials ?? MostGridPoints)];
            return (Brackets.Single(grid.Length, epochs), grid);
        }

        IReadOnlyList<Bracket> plan = asked.Algorithm == TuningAlgorithm.Hyperband
            ? Brackets.Hyperband(epochs, asked.Eta)
            : Brackets.Single(RandomTrials(space, asked), epochs);
        // The recipe's own values are where they are trained in full for certain, so that the best is no worse.
        int trials = plan.Sum(bracket => bracket.Trials);
        return (plan, space.Draw(trials, asked.Training.Seed, plan[^1].FirstTrial - 1));
    }

    /// <summary>As many as are asked for; by default 20, or all points where these are fewer.</summary>
    static int RandomTrials(SearchSpace space, TuningDescription asked)
    {
        const int Usual = 20;
        if (!space.HasSteps || space.GridCount() is var points && points >= (asked.Trials ?? Usual))
        {
            return asked.Trials ?? Usual;
        }

        return asked.Trials is null ? (int)points : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"Recipe {asked.Training.Recipe}: received {asked.Trials:N0} random trials and a space of {points:N0} points; expected at most as many trials, as a point gives the same "
            + $"again. Give fewer --trials (TuningOptions.Trials), or none for all points."));
    }

    /// <summary>The validation accuracy of a trial at the end of a stage; trains it up to there if it is not yet.</summary>
    double Train(TuningFolder folder, int number, Rung rung, CancellationToken cancellation)
    {
        int epochs = rung.Epochs;
        Recipe recipe = _recipe.With(_points[number - 1]);
        RunFolder run = folder.Trial(number, () => new RecipeSession(recipe, _options, data: _data).Description());
        IReadOnlyList<EpochLogs> history = run.ReadHistory();
        if (history.Count < epochs && run.ReadResult() is null)
        {
            RecipeOptions options = _options with
            {
                Threads = Crew.ThreadsEach(_threads, _parallel, rung.Trials),
                OnEvent = raised => Raise(new TrialRaised(number, raised)),
                CancellationToken = cancellation,
            };
            history = new RecipeSession(recipe, options, data: _data).Train(run, pauseAfter: epochs).History;
            Raise(new TrialTrained(TrialOf(folder, number, [.. history])));
        }

        return Score(history.Take(epochs));
    }

    TuningResult Result(TuningFolder folder)
    {
        Trial[] trials = [.. Enumerable.Range(1, _points.Count).Select(number => TrialOf(folder, number, RunFolder.Open(folder.TrialPath(number)).ReadHistory()))];
        int best = SuccessiveHalving.Ranked([.. trials.Select(trial => trial.Number)], [.. trials.Select(trial => trial.ValidationAccuracy)])[0];
        return new TuningResult
        {
            Recipe = _recipe.Name,
            Dataset = _data.Name,
            Algorithm = _description.Algorithm,
            Seed = _description.Training.Seed,
            MaxEpochs = _description.Training.Epochs,
            Epochs = trials.Sum(trial => (long)trial.Epochs),
            Seconds = trials.Sum(trial => trial.Seconds),
            Trials = trials,
            Best = trials[best - 1],
            Run = folder.Path,
        };
    }

    Trial TrialOf(TuningFolder folder, int number, IReadOnlyList<EpochLogs> history)
    {
        EpochLogs? best = new History(history).Best(Metric.ValidationAccuracy);
        TrialValues values = _points[number - 1];
        return new Trial
        {
            Number = number,
            Bracket = BracketOf(number).Number,
            Values = values.All,
            IsDefault = $"{values}" == $"{_recipe.SearchSpace!.Defaults}",
            Epochs = history.Count,
            IsStopped = history.Count < _description.Training.Epochs && RunFolder.Open(folder.TrialPath(number)).ReadResult() is not null,
            BestEpoch = best?.Epoch ?? history.Count,
            ValidationAccuracy = Score(history),
            Seconds = history.Sum(epoch => epoch.TrainingSeconds + epoch.ValidationSeconds),
            Run = folder.TrialPath(number),
        };
    }

    Bracket BracketOf(int trial) => Plan.First(bracket => trial < bracket.FirstTrial + bracket.Trials);

    /// <summary>The best so far; an accuracy that is no number is none.</summary>
    static double Score(IEnumerable<EpochLogs> history) => new History(history).Best(Metric.ValidationAccuracy)?.ValidationAccuracy ?? 0;

    TuningStarted Started(TuningFolder folder, bool isDone)
    {
        int[] begun = [.. Enumerable.Range(1, _points.Count).Where(number => RunFolder.Holds(folder.TrialPath(number)))];
        long epochs = Plan.Sum(bracket => bracket.Epochs), left = isDone ? 0 : epochs - begun.Sum(number => EpochsDone(folder, number));
        return new TuningStarted
        {
            Recipe = _recipe.Name,
            Dataset = _data.Name,
            Algorithm = _description.Algorithm,
            Eta = _description.Eta,
            MaxEpochs = _description.Training.Epochs,
            Brackets = Plan,
            Trials = _points.Count,
            TrialsBegun = begun.Length,
            Epochs = epochs,
            EpochsLeft = left,
            EstimatedSeconds = isDone ? null : left * EpochSeconds(),
            Parallel = _parallel,
            ThreadsEach = Crew.ThreadsEach(_threads, _parallel, _points.Count),
            Seed = _description.Training.Seed,
            Space = _recipe.SearchSpace!,
            Run = folder.Path,
        };
    }

    /// <summary>
    /// The epochs of the budget that a trial has taken. Where its callbacks ended it, nothing is left of the stage that it was in; of later stages, which it may or may not
    /// reach, nothing is known.
    /// </summary>
    long EpochsDone(TuningFolder folder, int number)
    {
        var run = RunFolder.Open(folder.TrialPath(number));
        int epochs = run.ReadHistory().Count;
        return run.ReadResult() is null ? epochs : BracketOf(number).Rungs.First(rung => rung.Epochs >= epochs).Epochs;
    }

    /// <summary>What an epoch takes, from some steps on random images: a third of a step for as many validation images, as there is no way back.</summary>
    double EpochSeconds()
    {
        StepTiming step = StepTimer.Measure(_recipe, new BenchOptions
        {
            Seconds = TimingSeconds,
            BatchSize = _description.Training.BatchSize,
            Precision = _options.Precision,
            Threads = _threads,
            Images = _data.Train,
        });
        return step.MedianSeconds * (_data.Train.Count + (_data.Validation!.Count / 3.0)) / step.BatchSize;
    }

    /// <summary>Trials are trained on several threads; who listens hears one after the other.</summary>
    void Raise(TrainingEvent raised)
    {
        lock (_gate)
        {
            _options.OnEvent?.Invoke(raised);
        }
    }
}
