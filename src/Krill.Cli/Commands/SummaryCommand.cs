using System.CommandLine;
using System.Text.Json;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Data;
using Krill.Layers;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary><c>krill summary RECIPE</c>: the network, layer by layer.</summary>
internal static class SummaryCommand
{
    const int UsualWidth = 98;
    const int LeastWidth = 40;

    public static Command Create(Terminal terminal)
    {
        Argument<string> recipe = RecipeArgument.Create();
        var data = new DataOptions();
        Option<string?> svg = CommonOptions.Text("--svg", "FILE", "Draw the network too, as an SVG picture.");
        Option<bool> json = CommonOptions.Json();
        var command = new Command("summary", "Shows a recipe's network, layer by layer, with shapes and parameters.") { recipe, svg, json };
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            Recipe found = RecipeArgument.Find(parsed.GetRequiredValue(recipe));
            (ImageShape shape, int classes) = ImagesOf(data.Apply(parsed, found, new RecipeOptions()), found);
            Model model = found.CreateModel(shape, classes);
            string? picture = parsed.GetValue(svg) is { } file ? Path.GetFullPath(file) : null;
            if (picture is not null)
            {
                model.Draw($"The network of {found.Name}").Save(picture);
            }

            if (parsed.GetValue(json))
            {
                new JsonLines(terminal.Output).Write("summary", fields => Write(fields, found, model, picture));
            }
            else
            {
                int? narrow = terminal.Width < UsualWidth ? Math.Max(terminal.Width, LeastWidth) : null;
                terminal.Output.WriteLine(model.Summary(narrow));
                if (picture is not null)
                {
                    terminal.Output.WriteLine($"picture: {picture}");
                }
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Of a dataset they are known; pictures have to be read, since they tell whether images have colour.</summary>
    static (ImageShape Shape, int Classes) ImagesOf(RecipeOptions options, Recipe recipe)
    {
        if (options.ImageFolder is null)
        {
            DatasetInfo dataset = Datasets.Find(options.Dataset!)!;
            return (dataset.Shape, dataset.Classes);
        }

        ImageSet images = RecipeData.Load(recipe, options).Train;
        return (images.Shape, images.Classes);
    }

    static void Write(Utf8JsonWriter json, Recipe recipe, Model model, string? picture)
    {
        json.WriteString("recipe", recipe.Name);
        json.WriteStartArray("layers");
        HashSet<Layer> counted = [];
        foreach (Symbol output in model.Calls)
        {
            Layer layer = output.Call!.Layer;
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("type", layer.Kind);
            json.WriteStartArray("output_shape");
            foreach (int axis in output.Shape!)
            {
                json.WriteNumberValue(axis);
            }

            json.WriteEndArray();
            // A layer that is applied twice has its parameters once.
            json.WriteNumber("parameters", counted.Add(layer) ? layer.Parameters.Sum(parameter => parameter.Shape.Elements) : 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("parameters", model.ParameterCount);
        json.WriteNumber("trainable_parameters", model.TrainableParameterCount);
        if (picture is not null)
        {
            json.WriteString("picture", picture);
        }
    }
}
