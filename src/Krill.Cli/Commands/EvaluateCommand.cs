using System.CommandLine;
namespace Krill.Cli.Commands;
internal static class EvaluateCommand { public static Command Create(Terminal terminal) => new("Evaluate"); }
