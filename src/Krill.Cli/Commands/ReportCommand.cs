using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Ensembles;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary><c>krill report RUN</c>: writes the report of a run, or of an ensemble, anew.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("run") { HelpName = "RUN", Description = "the folder of a run that krill train wrote, or of an ensemble." };
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("report", "Writes the report.html of a run, or of an ensemble, anew, and its pictures: also where there is none.") { run, threads, json };
        command.SetAction((parsed, cancellation) =>
        {
            bool isJson = parsed.GetValue(json);
            IRenderer renderer = Renderers.For(terminal, isJson);
            string folder = parsed.GetRequiredValue(run);
            var options = new RecipeRunOptions { OnEvent = renderer.Show, CancellationToken = cancellation };
            string page = renderer.During(() => EnsembleRun.Holds(folder)
                ? EnsembleRun.Open(folder, options).WriteReport(parsed.GetValue(threads))
                : RecipeRun.Open(folder, options).WriteReport(parsed.GetValue(threads)));
            if (isJson)
            {
                new JsonLines(terminal.Output).Write("report", fields =>
                {
                    fields.WriteString("run", Path.GetDirectoryName(page));
                    fields.WriteString("report", page);
                });
            }
            else
            {
                terminal.Output.WriteLine($"report: {page}");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
