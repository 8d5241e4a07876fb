using System.CommandLine;
namespace Krill.Cli.Commands;
internal static class TrainCommand { public static Command Create(Terminal terminal) => new("Train"); }
