using System.CommandLine;
using Krill.Cli.Commands;
using Krill.Data;
using Krill.Recipes;
using Krill.Runs;
using Krill.Tuning;

namespace Krill.Cli.CommandLine;

/// <summary>The recipe and the options of a training, the same for each command that trains; and <c>--resume</c>, which stands in place of all of them.</summary>
/// <param name="isTuning">Whether it is a search, which has its own number of epochs and tests nothing.</param>
internal sealed class TrainingOptions(bool isTuning = false)
{
    readonly DataOptions _data = new();
    readonly Option<int?> _epochs = CommonOptions.Number("--epochs", "N", "The most epochs; by default the recipe's.", 1, int.MaxValue);
    readonly Option<int?> _batchSize = CommonOptions.BatchSize();
    readonly Option<float?> _learningRate = CommonOptions.Number("--learning-rate", "X", "The learning rate; a schedule of the recipe moves with it as a whole. By default the recipe's.", 1e-12f, 1e6f);
    readonly Option<ulong?> _seed = CommonOptions.Number("--seed", "N", "The key of all random numbers; 0 by default.", 0ul, ulong.MaxValue);
    readonly Option<ValidationSplit?> _validationSplit = CommonOptions.ValidationSplit();
    readonly AugmentOption _augment = new(listsPieces: false);
    readonly Option<Training.Precision> _precision = CommonOptions.Precision();

    public Argument<string> Recipe { get; } = RecipeArgument.Create(isTuning);

    public Option<int?> Threads { get; } = CommonOptions.Threads();

    public Option<string?> Out { get; } = CommonOptions.Text("--out", "DIR", "The folder to keep it in; by default a new one in runs.");

    public Option<string?> Resume { get; } = CommonOptions.Text("--resume", "DIR", "Go on with what was killed or stopped in that folder, with its settings.");

    public Option<string?> FromTrial { get; } = CommonOptions.Text(
        "--from-trial", "DIR", "Train with the hyperparameters, the data and the settings of the best trial of a krill tune, or of the trial in that folder; other options have their way.");

    public Option<double?> Target { get; } = CommonOptions.Number("--target-accuracy", "X", "End with exit code 4 when the test accuracy is below, 0 to 1.", 0.0, 1.0);

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>Adds all to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Recipe);
        _data.AddTo(command);
        Option[] epochs = isTuning ? [] : [_epochs], own = isTuning ? [] : [FromTrial, Target];
        foreach (Option option in (Option[])[.. epochs, _batchSize, _learningRate, _seed, Threads, _validationSplit, _augment.Option, _precision, Out, Resume, .. own, Json])
        {
            command.Add(option);
        }
    }

    /// <summary>The recipe, with the values of a trial where one is asked for.</summary>
    /// <exception cref="UsageException">There is no such recipe, or the trial is of another one.</exception>
    public Recipe ReadRecipe(ParseResult parsed, Func<ParseResult, Recipe> named)
    {
        if (parsed.GetValue(FromTrial) is not { } directory)
        {
            return named(parsed);
        }

        Recipe tuned = TrialRecipe.Open(directory);
        return parsed.GetResult(Recipe) is not { Implicit: false, Tokens.Count: > 0 } || named(parsed).Name == tuned.Name ? tuned : throw new UsageException(
            $"{KrillCommandLine.Name} {parsed.CommandResult.Command.Name} --from-trial: received the recipe {named(parsed).Name} and a trial of {tuned.Name}; expected a trial of the recipe.");
    }

    /// <summary>The recipe, where a command has no default.</summary>
    /// <exception cref="UsageException">None is given, or there is none of that name.</exception>
    public Recipe RequiredRecipe(ParseResult parsed)
    {
        string command = $"{KrillCommandLine.Name} {parsed.CommandResult.Command.Name}";
        return RecipeArgument.Find(parsed.GetValue(Recipe) ?? throw new UsageException(
            $"{command}: received no RECIPE; expected {command} RECIPE: {Recipe.Description} Or {command} --resume DIR."));
    }

    /// <summary>What is asked for a recipe.</summary>
    public RecipeOptions Read(ParseResult parsed, Recipe recipe, Action<Training.TrainingEvent> onEvent, CancellationToken cancellation)
    {
        RecipeOptions trial = !isTuning && parsed.GetValue(FromTrial) is { } directory ? TrialRecipe.Options(directory) : new RecipeOptions();
        RecipeOptions options = _data.Apply(parsed, recipe, trial with
        {
            Epochs = isTuning ? null : parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize) ?? trial.BatchSize,
            LearningRate = parsed.GetValue(_learningRate) ?? trial.LearningRate,
            Augmentation = _augment.Of(parsed) ?? trial.Augmentation,
            Seed = parsed.GetValue(_seed) ?? 0,
            Threads = parsed.GetValue(Threads),
            Validation = parsed.GetValue(_validationSplit) ?? trial.Validation,
            Precision = parsed.GetResult(_precision) is { Implicit: false } ? parsed.GetValue(_precision) : trial.Precision,
            RunDirectory = parsed.GetValue(Out),
            CommandLine = [KrillCommandLine.Name, .. parsed.Tokens.Select(token => token.Value)],
            OnEvent = onEvent,
            CancellationToken = cancellation,
        });
        // A trial's split is nothing that was asked for here: pictures that are divided already keep their division.
        bool isDivided = options.ImageFolder is { } pictures && FolderListing.HasValidation(pictures.Directory);
        return isDivided && parsed.GetValue(_validationSplit) is null ? options with { Validation = null } : options;
    }

    /// <summary>The folder to go on in; null for a new training.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="also">Options of the command that may stand beside <c>--resume</c>, as they change no result.</param>
    /// <exception cref="UsageException">Something stands beside it that the folder has already.</exception>
    public string? ResumedFolder(ParseResult parsed, params Option[] also)
    {
        if (parsed.GetValue(Resume) is not { } directory)
        {
            return null;
        }

        string where = $"{KrillCommandLine.Name} {parsed.CommandResult.Command.Name} --resume";
        string[] allowed = [Resume.Name, Threads.Name, .. isTuning ? Array.Empty<string>() : [Target.Name], Json.Name, .. also.Select(option => option.Name)];
        string[] others =
        [
            .. parsed.GetResult(Recipe) is { Implicit: false } recipe ? recipe.Tokens.Select(token => token.Value) : [],
            .. parsed.CommandResult.Command.Options
                .Where(option => !allowed.Contains(option.Name) && parsed.GetResult(option) is { Implicit: false })
                .Select(option => option.Name),
        ];
        return others.Length == 0 ? directory : throw new UsageException(
            $"{where}: received {string.Join(", ", others)} besides; expected only {string.Join(", ", allowed.Skip(1))}, as the folder has the other settings.");
    }

    /// <summary>What does not fit at this point is the caller's doing: names, sizes, shapes, folders.</summary>
    public static T Checked<T>(Func<T> prepare)
    {
        try
        {
            return prepare();
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    /// <summary>Told at once, not when the data is loaded.</summary>
    /// <exception cref="UsageException">The folder is taken.</exception>
    public void RequireFree(ParseResult parsed)
    {
        if (parsed.GetValue(Out) is { } directory && FolderKind.Of(directory) is { } kind)
        {
            throw new UsageException(
                $"{KrillCommandLine.Name} {parsed.CommandResult.Command.Name} --out: received \"{directory}\", which holds {kind.Text}; expected a new folder. "
                + $"Choose another, remove that one, or go on with it: {kind.Command} --resume {directory}.");
        }
    }

    /// <summary>The exit code of a test accuracy.</summary>
    public int Check(ParseResult parsed, Terminal terminal, double accuracy)
    {
        if (parsed.GetValue(Target) is not { } wanted || accuracy >= wanted)
        {
            return ExitCode.Done;
        }

        terminal.Error.WriteLine(
            $"krill {parsed.CommandResult.Command.Name}: the test accuracy is {Rendering.Figures.Exact(accuracy)}; expected at least {Rendering.Figures.Exact(wanted)} "
            + "(--target-accuracy).");
        return ExitCode.TargetMissed;
    }
}
