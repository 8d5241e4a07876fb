using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Cli.CommandLine;

/// <summary>Options that several commands share, with one wording and one kind of error each.</summary>
internal static class CommonOptions
{
    const string ValidationSplitName = "--validation-split";

    public static Option<bool> NoReport() => new("--no-report") { Description = "Write no report.html and no pictures; krill report does it later." };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON lines, one object an event, and nothing else." };

    public static Option<string?> Data() => Text("--data", "NAME|DIR", "The dataset, a folder with its files, or a folder of pictures of your own with a subfolder for each class.");

    public static Option<int?> BatchSize() => Number("--batch-size", "N", "Images a step; by default the recipe's.", 1, int.MaxValue);

    public static Option<int?> Threads() => Number("--threads", "N", "Threads that work; by default one a core. The result does not depend on it.", 1, 1024);

    public static Option<int?> Parallel() => Number(
        "--parallel", "N", "How many networks are trained at once, the threads divided among them; 1 by default. The result does not depend on it.", 1, 1024);

    public static Option<Precision> Precision() => new("--precision")
    {
        Description = "The precision of products; float32 by default. On processors with AMX, recorded steps are 1.2 to 2.9 times as fast in bfloat16, and slower in networks with a handful of channels, such as tiny158.",
        HelpName = string.Join('|', Precisions.Names),
        CustomParser = result => ParsePrecision(result),
    };

    public static Option<ValidationSplit?> ValidationSplit() => new(ValidationSplitName)
    {
        Description = "The share of the training images to choose by: X for the last ones, \"random X SEED\" for some drawn from all, \"stratified X SEED\" for some drawn from each class, "
            + "0 for none. Of a folder of pictures some are drawn from each class. By default as the recipe says.",
        HelpName = "SPLIT",
        CustomParser = ParseValidationSplit,
    };

    public static Option<string?> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    /// <summary>An option that takes a number of a range.</summary>
    public static Option<T?> Number<T>(string name, string value, string description, T least, T greatest)
        where T : struct, INumber<T>, IMinMaxValue<T> => new(name)
        {
            Description = description,
            HelpName = value,
            CustomParser = result => ParseNumber(result, name, least, greatest),
        };

    static T? ParseNumber<T>(ArgumentResult result, string name, T least, T greatest)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        string received = result.Tokens[0].Value;
        if (T.TryParse(received, CultureInfo.InvariantCulture, out T number) && number >= least && number <= greatest)
        {
            return number;
        }

        string kind = T.IsInteger(T.One / (T.One + T.One)) ? "a whole number" : "a number";
        string range = greatest == T.MaxValue ? $"{least} or more" : $"{least} to {greatest}";
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: received \"{received}\"; expected {kind}, {range}."));
        return null;
    }

    static ValidationSplit? ParseValidationSplit(ArgumentResult result)
    {
        const double Most = 0.99;
        string received = result.Tokens[0].Value;
        if (double.TryParse(received, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= Most)
        {
            return share == 0 ? Recipes.ValidationSplit.None : Recipes.ValidationSplit.Last(share);
        }

        if (Recipes.ValidationSplit.Parse(received) is { } split)
        {
            return split;
        }

        result.AddError(string.Create(
            CultureInfo.InvariantCulture,
            $"{ValidationSplitName}: received \"{received}\"; expected a share, 0 to {Most}, or {Recipes.ValidationSplit.Texts}, between quotation marks."));
        return null;
    }

    static Precision ParsePrecision(ArgumentResult result)
    {
        string received = result.Tokens[0].Value;
        if (Precisions.Parse(received) is { } precision)
        {
            return precision;
        }

        result.AddError($"--precision: received \"{received}\"; expected {string.Join(" or ", Precisions.Names)}.");
        return default;
    }
}
