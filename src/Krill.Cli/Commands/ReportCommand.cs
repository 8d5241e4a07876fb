using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary><c>krill report RUN</c>: writes the report of a run anew.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("run") { HelpName = "RUN", Description = "the folder of a run that krill train wrote." };
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("report", "Writes a run's report.html anew, and its pictures: also for a run without one.") { run, threads, json };
        command.SetAction((parsed, cancellation) =>
        {
            bool isJson = parsed.GetValue(json);
            IRenderer renderer = Renderers.For(terminal, isJson);
            string folder = parsed.GetRequiredValue(run);
            string page = renderer.During(() =>
                RecipeRun.Open(folder, new RecipeRunOptions { OnEvent = renderer.Show, CancellationToken = cancellation }).WriteReport(parsed.GetValue(threads)));
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
