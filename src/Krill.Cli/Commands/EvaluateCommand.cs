using System.CommandLine;
namespace Krill.Cli.Commands;
internal static class EvaluateCommand { public static Command Create(Terminal terminal) => new("evaluate") { new Argument<string>("run") { HelpName = "RUN", Description = "the folder of a run that krill train wrote."} }; }
