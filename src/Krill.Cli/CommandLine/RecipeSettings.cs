using System.CommandLine;
using Krill.Cli.Commands;
using Krill.Data;
using Krill.Recipes;
using Krill.Tuning;

namespace Krill.Cli.CommandLine;

/// <summary>A recipe, and the options that say on what and how a step of its training is made: the same for trainings and for what prepares them.</summary>
/// <param name="isTuning">Whether it is for a search, which takes recipes with a space and no trial.</param>
internal sealed class RecipeSettings(bool isTuning = false)
{
    readonly DataOptions _data = new();
    readonly Option<int?> _batchSize = CommonOptions.BatchSize();
    readonly Option<ulong?> _seed = CommonOptions.Number("--seed", "N", "The key of all random numbers; 0 by default.", 0ul, ulong.MaxValue);
    readonly Option<ValidationSplit?> _validationSplit = CommonOptions.ValidationSplit();
    readonly AugmentOption _augment = new(listsPieces: false);
    readonly Option<Training.Precision> _precision = CommonOptions.Precision();

    readonly Option<string?> _fromTrial = CommonOptions.Text(
        "--from-trial", "DIR", "Take the hyperparameters, the data and the settings of the best trial of a krill tune, or of the trial in that folder; other options have their way.");

    public Argument<string> Recipe { get; } = RecipeArgument.Create(isTuning);

    public Option<int?> Threads { get; } = CommonOptions.Threads();

    /// <summary>Adds all to a command, its own options behind those of the data.</summary>
    public void AddTo(Command command, params IEnumerable<Option> own)
    {
        command.Add(Recipe);
        Option[] trial = isTuning ? [] : [_fromTrial];
        foreach (Option option in (Option[])[.. _data.All, .. own, _batchSize, _seed, Threads, _validationSplit, _augment.Option, _precision, .. trial])
        {
            command.Add(option);
        }
    }

    /// <summary>The recipe, with the values of a trial where one is asked for.</summary>
    /// <exception cref="UsageException">There is no such recipe, or the trial is of another one.</exception>
    public Recipe ReadRecipe(ParseResult parsed, Func<ParseResult, Recipe> named)
    {
        if (parsed.GetValue(_fromTrial) is not { } directory)
        {
            return named(parsed);
        }

        Recipe tuned = TrialRecipe.Open(directory);
        return parsed.GetResult(Recipe) is not { Implicit: false, Tokens.Count: > 0 } || named(parsed).Name == tuned.Name ? tuned : throw new UsageException(
            $"{KrillCommandLine.Name} {parsed.CommandResult.Command.Name} --from-trial: received the recipe {named(parsed).Name} and a trial of {tuned.Name}; expected a trial of the recipe.");
    }

    /// <summary>The recipe, where a command has no default.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="instead">The option with a folder that names the recipe in its place.</param>
    /// <exception cref="UsageException">None is given, or there is none of that name.</exception>
    public Recipe RequiredRecipe(ParseResult parsed, string instead)
    {
        string command = $"{KrillCommandLine.Name} {parsed.CommandResult.Command.Name}";
        return RecipeArgument.Find(parsed.GetValue(Recipe) ?? throw new UsageException(
            $"{command}: received no RECIPE; expected {command} RECIPE: {Recipe.Description} Or {command} {instead} DIR."));
    }

    /// <summary>What is asked for a recipe.</summary>
    public RecipeOptions Read(ParseResult parsed, Recipe recipe)
    {
        RecipeOptions trial = !isTuning && parsed.GetValue(_fromTrial) is { } directory ? TrialRecipe.Options(directory) : new RecipeOptions();
        RecipeOptions options = _data.Apply(parsed, recipe, trial with
        {
            BatchSize = parsed.GetValue(_batchSize) ?? trial.BatchSize,
            Augmentation = _augment.Of(parsed) ?? trial.Augmentation,
            Seed = parsed.GetValue(_seed) ?? 0,
            Threads = parsed.GetValue(Threads),
            Validation = parsed.GetValue(_validationSplit) ?? trial.Validation,
            Precision = parsed.GetResult(_precision) is { Implicit: false } ? parsed.GetValue(_precision) : trial.Precision,
        });
        // A trial's split is nothing that was asked for here: pictures that are divided already keep their division.
        bool isDivided = options.ImageFolder is { } pictures && FolderListing.HasValidation(pictures.Directory);
        return isDivided && parsed.GetValue(_validationSplit) is null ? options with { Validation = null } : options;
    }

    /// <summary>What another command needs besides the recipe to make the same steps, but for the random numbers: a space and a word for each.</summary>
    public string Asked(ParseResult parsed) => string.Concat(
        from option in (Option[])[_fromTrial, .. _data.All, _batchSize, _validationSplit, _augment.Option, _precision]
        where parsed.GetResult(option) is { Implicit: false }
        from word in Words(option.Name, [.. parsed.GetResult(option)!.Tokens.Select(token => token.Value)])
        select word.Contains(' ', StringComparison.Ordinal) ? $" \"{word}\"" : $" {word}");

    /// <summary>An option that is given several times is named each time.</summary>
    static IEnumerable<string> Words(string option, string[] values) => values.Length == 0 ? [option] : values.SelectMany(value => new[] { option, value });
}
