using System.CommandLine;
using Krill.Data;

namespace Krill.Cli.CommandLine;

/// <summary><c>--augment SPEC</c>, as often as wanted.</summary>
internal sealed class AugmentOption
{
    const string None = "none";

    /// <param name="listsPieces">Whether the help says what there is.</param>
    public AugmentOption(bool listsPieces)
    {
        string pieces = listsPieces
            ? $"\n{string.Concat(AugmentationPiece.All.Select(piece => $"  {piece.Form}: {piece.Description}\n"))}"
            : "\"krill preview --help\" lists the pieces. ";
        Option = new("--augment")
        {
            Description = "Random changes of the training images, in this order: pieces between commas, for instance rotation=10,zoom=0.2,cutout=0.5; as often as wanted. "
                + $"{pieces}\"none\" for no changes; by default the recipe's.",
            HelpName = "SPEC",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
    }

    public Option<string[]> Option { get; }

    /// <summary>The augmentations; null where the option is not given.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public IReadOnlyList<Augmentation>? Of(ParseResult parsed)
    {
        string[] texts = parsed.GetValue(Option) ?? [];
        if (texts.Length == 0)
        {
            return null;
        }

        if (texts.Contains(None, StringComparer.OrdinalIgnoreCase))
        {
            return texts.Length == 1 ? [] : throw new UsageException(
                $"krill {parsed.CommandResult.Command.Name} --augment: received \"{None}\" and \"{texts.First(text => !text.Equals(None, StringComparison.OrdinalIgnoreCase))}\"; "
                + $"expected either {None}, or augmentations.");
        }

        try
        {
            return [.. texts.SelectMany(AugmentationText.Parse)];
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"krill {parsed.CommandResult.Command.Name} --augment: {exception.Message}");
        }
    }
}
