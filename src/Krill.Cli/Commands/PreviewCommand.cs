using System.CommandLine;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Data;
using Krill.Images;
using Krill.Recipes;

namespace Krill.Cli.Commands;

/// <summary><c>krill preview [DATASET]</c>: draws what augmentations make of images.</summary>
internal sealed class PreviewCommand
{
    readonly Argument<string?> _dataset = new("dataset")
    {
        HelpName = "DATASET",
        Description = "a dataset, or a folder with its files or with pictures; by default the recipe's.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _recipe = CommonOptions.Text("--recipe", "RECIPE", "Draw what this recipe does to its images.");
    readonly AugmentOption _augment = new(listsPieces: true);
    readonly Option<int?> _rows = CommonOptions.Number("--rows", "N", "Rows, each of an image and what becomes of it; 10 by default.", 1, 1000);
    readonly Option<int?> _columns = CommonOptions.Number("--columns", "N", "Columns: the image as it is, and then one an epoch, or more images where nothing augments them; 10 by default.", 1, 1000);
    readonly Option<int?> _scale = CommonOptions.Number("--scale", "N", "Pixels of the picture a pixel of the image; by default as many as make an image 80 pixels large.", 1, 100);
    readonly Option<ulong?> _seed = CommonOptions.Number("--seed", "N", "The key of the random numbers; 0 by default.", 0ul, ulong.MaxValue);
    readonly Option<string?> _out = CommonOptions.Text("--out", "FILE", "The picture, a PNG file; preview.png by default.");
    readonly Option<bool> _json = CommonOptions.Json();
    readonly Terminal _terminal;

    PreviewCommand(Terminal terminal)
    {
        _terminal = terminal;
    }

    public static Command Create(Terminal terminal)
    {
        var preview = new PreviewCommand(terminal);
        var command = new Command("preview", "Draws what augmentations make of a dataset's images, as a PNG picture.")
        {
            preview._dataset, preview._recipe, preview._augment.Option, preview._rows, preview._columns, preview._scale, preview._seed, preview._out, preview._json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(preview.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        Recipe? recipe = parsed.GetValue(_recipe) is { } name ? RecipeArgument.Find(name) : null;
        string? data = parsed.GetValue(_dataset);
        if (data is null && recipe is null)
        {
            throw new UsageException("krill preview: received no DATASET; expected krill preview DATASET, or krill preview --recipe RECIPE.");
        }

        IReadOnlyList<Augmentation> augmentations = _augment.Of(parsed) ?? recipe?.Augmentation ?? [];
        var options = new AugmentationPreviewOptions
        {
            Rows = parsed.GetValue(_rows) ?? 10,
            Columns = parsed.GetValue(_columns) ?? 10,
            Scale = parsed.GetValue(_scale),
            Seed = parsed.GetValue(_seed) ?? 0,
        };
        bool isJson = parsed.GetValue(_json);
        IRenderer renderer = Renderers.For(_terminal, isJson);
        RecipeData loaded = renderer.During(() => Load(data, recipe, options.Seed, renderer, cancellation));
        Picture picture = Draw(loaded.Shown, augmentations, options);
        string file = Path.GetFullPath(parsed.GetValue(_out) ?? "preview.png");
        PngFile.Write(file, picture);
        string[] texts = [.. augmentations.Select(augmentation => augmentation.ToString()!)];
        if (isJson)
        {
            WriteJson(loaded, texts, picture, file);
        }
        else
        {
            WriteLines(loaded, texts, picture, file);
        }

        return ExitCode.Done;
    }

    static RecipeData Load(string? data, Recipe? recipe, ulong seed, IRenderer renderer, CancellationToken cancellation)
    {
        // Without a recipe the images are as the quick start would have them: bytes as 0 to 1, and none kept apart.
        Recipe asked = recipe ?? Recipe.All[0];
        var options = new RecipeOptions
        {
            Validation = recipe is null ? ValidationSplit.None : null,
            Seed = seed,
            OnEvent = renderer.Show,
            CancellationToken = cancellation,
        };
        if (RecipeArgument.FindImageFolder(data, asked) is { } pictures)
        {
            return RecipeData.Load(asked, options with { ImageFolder = new ImageFolder { Directory = pictures } });
        }

        (DatasetInfo dataset, string? directory) = RecipeArgument.FindData(data, asked);
        return RecipeData.Load(asked, options with { Dataset = dataset.Name, DataDirectory = directory });
    }

    /// <summary>An augmentation that does not fit the images is the caller's doing.</summary>
    static Picture Draw(ImageSet images, IReadOnlyList<Augmentation> augmentations, AugmentationPreviewOptions options)
    {
        try
        {
            return AugmentationPreview.Draw(images, augmentations, options);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"krill preview: {exception.Message}");
        }
    }

    void WriteLines(RecipeData loaded, string[] augmentations, Picture picture, string file)
    {
        string which = loaded.AddedImages > 0 ? $"the {Figures.Count(loaded.AddedImages)} images that the recipe adds to {loaded.Name}" : loaded.Name;
        _terminal.Output.WriteLine(augmentations.Length == 0 ? $"images of {which}, not augmented" : $"images of {which}, in the first column as they are; then augmented:");
        foreach (string augmentation in augmentations)
        {
            _terminal.Output.WriteLine($"  {augmentation}");
        }

        _terminal.Output.WriteLine($"{file}: {picture.Width}×{picture.Height} pixels");
    }

    void WriteJson(RecipeData loaded, string[] augmentations, Picture picture, string file) => new JsonLines(_terminal.Output).Write("preview", json =>
    {
        json.WriteString("dataset", loaded.Name);
        json.WriteStrings("augmentation", augmentations);
        json.WriteNumber("added_images", loaded.AddedImages);
        json.WriteNumber("width", picture.Width);
        json.WriteNumber("height", picture.Height);
        json.WriteString("file", file);
    });
}
