using System.CommandLine;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Cli.CommandLine;

/// <summary>The recipe and the options of a training, the same for each command that trains; and <c>--resume</c>, which stands in place of all of them.</summary>
/// <param name="isTuning">Whether it is a search, which has its own number of epochs and tests nothing.</param>
internal sealed class TrainingOptions(bool isTuning = false)
{
    readonly RecipeSettings _settings = new(isTuning);
    readonly Option<int?> _epochs = CommonOptions.Number("--epochs", "N", "The most epochs; by default the recipe's.", 1, int.MaxValue);
    readonly Option<float?> _learningRate = CommonOptions.Number("--learning-rate", "X", "The learning rate; a schedule of the recipe moves with it as a whole. By default the recipe's.", 1e-12f, 1e6f);

    public Argument<string> Recipe => _settings.Recipe;

    public Option<int?> Threads => _settings.Threads;

    public Option<string?> Out { get; } = CommonOptions.Text("--out", "DIR", "The folder to keep it in; by default a new one in runs.");

    public Option<string?> Resume { get; } = CommonOptions.Text("--resume", "DIR", "Go on with what was killed or stopped in that folder, with its settings.");

    public Option<double?> Target { get; } = CommonOptions.Number("--target-accuracy", "X", "End with exit code 4 when the test accuracy is below, 0 to 1.", 0.0, 1.0);

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>Adds all to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] epochs = isTuning ? [] : [_epochs], target = isTuning ? [] : [Target];
        _settings.AddTo(command, [.. epochs, _learningRate]);
        foreach (Option option in (Option[])[Out, Resume, .. target, Json])
        {
            command.Add(option);
        }
    }

    /// <summary>The recipe, with the values of a trial where one is asked for.</summary>
    /// <exception cref="UsageException">There is no such recipe, or the trial is of another one.</exception>
    public Recipe ReadRecipe(ParseResult parsed, Func<ParseResult, Recipe> named) => _settings.ReadRecipe(parsed, named);

    /// <summary>The recipe, where a command has no default.</summary>
    /// <exception cref="UsageException">None is given, or there is none of that name.</exception>
    public Recipe RequiredRecipe(ParseResult parsed) => _settings.RequiredRecipe(parsed, Resume.Name);

    /// <summary>What is asked for a recipe.</summary>
    public RecipeOptions Read(ParseResult parsed, Recipe recipe, Action<Training.TrainingEvent> onEvent, CancellationToken cancellation)
    {
        RecipeOptions options = _settings.Read(parsed, recipe);
        return options with
        {
            Epochs = isTuning ? null : parsed.GetValue(_epochs),
            LearningRate = parsed.GetValue(_learningRate) ?? options.LearningRate,
            RunDirectory = parsed.GetValue(Out),
            CommandLine = [KrillCommandLine.Name, .. parsed.Tokens.Select(token => token.Value)],
            OnEvent = onEvent,
            CancellationToken = cancellation,
        };
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
