using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary><c>krill recipes</c>: what can be trained.</summary>
internal static class RecipesCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("recipes", "Lists the recipes: networks with everything that their training needs.") { json };
        command.SetAction(parsed =>
        {
            foreach (Recipe recipe in Recipe.All)
            {
                if (parsed.GetValue(json))
                {
                    WriteJson(new JsonLines(terminal.Output), recipe);
                }
                else
                {
                    WriteLines(terminal.Output, recipe);
                }
            }

            return ExitCode.Done;
        });
        return command;
    }

    static void WriteJson(JsonLines lines, Recipe recipe) => lines.Write("recipe", json =>
    {
        json.WriteString("recipe", recipe.Name);
        json.WriteString("description", recipe.Description);
        json.WriteString("source", recipe.Source);
        json.WriteString("dataset", recipe.DefaultDataset);
        json.WriteNumber("epochs", recipe.Epochs);
        json.WriteNumber("batch_size", recipe.BatchSize);
    });

    static void WriteLines(TextWriter output, Recipe recipe)
    {
        output.WriteLine(recipe.Name);
        output.WriteLine($"    {recipe.Description}");
        output.WriteLine($"    {recipe.DefaultDataset}, batches of {recipe.BatchSize}, {recipe.Epochs} epochs at most; from {recipe.Source}");
    }
}
