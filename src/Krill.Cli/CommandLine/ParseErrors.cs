using System.CommandLine;
using System.CommandLine.Parsing;
using Krill.Data;

namespace Krill.Cli.CommandLine;

/// <summary>What is wrong with a command line, in Krill's words: where, what was received, what was expected.</summary>
internal static class ParseErrors
{
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string where = PathOf(parsed.CommandResult);

        // The parser takes an unknown option for an argument, and its value for one too many: the option is what to tell.
        string[] strays = [.. StrayOptions(parsed, command)];
        if (strays.Length > 0)
        {
            return [.. strays.Select(stray => UnknownOption(where, stray, command))];
        }

        if (parsed.UnmatchedTokens.Count > 0)
        {
            return [Unmatched(where, parsed.UnmatchedTokens[0], command)];
        }

        return parsed.Errors.Count > 0 ? [.. parsed.Errors.Select(error => Describe(where, error)).Distinct()] : [.. Blanks(where, parsed.CommandResult)];
    }

    /// <summary>No path and no name is blank; an empty variable of a script is.</summary>
    static IEnumerable<string> Blanks(string where, CommandResult command) => command.Children
        .Where(child => child.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        .Select(child => child switch
        {
            OptionResult { Option: var option } => $"{where} {option.Name}: received blank text; expected {option.Name} {option.HelpName}.",
            ArgumentResult { Argument: var argument } => $"{where}: received blank text; expected {argument.HelpName}: {argument.Description}",
            _ => $"{where}: received blank text; expected none.",
        });

    static IEnumerable<string> StrayOptions(ParseResult parsed, Command command)
    {
        IEnumerable<string> taken = command.Arguments
            .SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
            .Select(token => token.Value);
        return taken.Concat(parsed.UnmatchedTokens).Where(token => token.Length > 1 && token[0] == '-').Distinct();
    }

    static string UnknownOption(string where, string received, Command command)
    {
        string[] known = [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name).Order(StringComparer.Ordinal)];
        return $"{where}: received the option \"{received}\"; expected one of {string.Join(", ", known)}.{Near(received.Split('=')[0], known)}";
    }

    static string Unmatched(string where, string received, Command command)
    {
        if (command.Subcommands.Count > 0 && command.Arguments.Count == 0)
        {
            string[] known = [.. command.Subcommands.Select(subcommand => subcommand.Name)];
            return $"{where}: received the command \"{received}\"; expected one of {string.Join(", ", known)}.{Near(received, known)}";
        }

        string expected = command.Arguments.Count == 0 ? "options only" : $"one {command.Arguments[0].HelpName ?? command.Arguments[0].Name}, and options";
        return $"{where}: received \"{received}\" besides; expected {expected}. \"{where} --help\" lists them.";
    }

    static string Describe(string where, ParseError error)
    {
        switch (error.SymbolResult)
        {
            case OptionResult { Tokens.Count: 0 } result:
                return $"{where} {result.Option.Name}: received no value; expected {result.Option.Name} {result.Option.HelpName}.";
            case OptionResult { IdentifierTokenCount: > 1 } result:
                return $"{where} {result.Option.Name}: received it {result.IdentifierTokenCount} times; expected it once.";
            case CommandResult { Command.Arguments.Count: > 0 } result:
                return Missing(where, result.Command, result.Command.Arguments[0]);
            case ArgumentResult { Tokens.Count: 0 } result when result.Parent is CommandResult parent:
                return Missing(where, parent.Command, result.Argument);
            default:
                return $"{where} {error.Message}";
        }
    }

    static string Missing(string where, Command command, Argument argument) =>
        $"{where}: received no {argument.HelpName}; expected {where} {string.Join(' ', command.Arguments.Select(one => one.HelpName))}: {argument.Description}";

    static string Near(string received, IEnumerable<string> known) => NearNames.Of(received, known) is { Count: > 0 } near ? $" Did you mean {near[0]}?" : "";

    static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : KrillCommandLine.Name;
}
