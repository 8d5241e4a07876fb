using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Krill.Cli.Commands;
using Krill.Data;
using Krill.Recipes;

namespace Krill.Cli.CommandLine;

/// <summary>The options that say what a recipe is trained on: a dataset, or a folder of pictures and what is made of them.</summary>
internal sealed class DataOptions
{
    const string SizeName = "--image-size";
    const int LargestSide = 4096;

    readonly Option<string?> _data = CommonOptions.Data();
    readonly Option<(int Height, int Width)?> _size = new(SizeName)
    {
        Description = "Of a folder of pictures: the size that they get; by default that of the recipe's dataset.",
        HelpName = "N|HxW",
        CustomParser = ParseSize,
    };

    readonly Option<bool> _crop = new("--crop")
    {
        Description = "Of a folder of pictures: take the middle of a picture in the image's proportions; by default the whole is stretched.",
    };

    readonly Option<double?> _testSplit = CommonOptions.Number(
        "--test-split", "X", "Of a folder of pictures without test/: the share of each class that is kept for the test; 0.2 by default.", 0.01, 0.9);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_data, _size, _crop, _testSplit];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Options of a recipe with the data that the command line asks for; where it asks for none, with those that they have, if any.</summary>
    /// <exception cref="UsageException">There is no such data, or an option does not fit it.</exception>
    /// <exception cref="IOException">There is no such directory, or nothing in it that can be trained on.</exception>
    public RecipeOptions Apply(ParseResult parsed, Recipe recipe, RecipeOptions options)
    {
        string? data = parsed.GetValue(_data);
        if (data is null && options.ImageFolder is { } own)
        {
            return options with { ImageFolder = Asked(parsed, own) };
        }

        if (data is null && options.Dataset is { } name)
        {
            RequireNoPictures(parsed, name);
            return options;
        }

        options = options with { ImageFolder = null, Dataset = null, DataDirectory = null };
        if (RecipeArgument.FindImageFolder(data, recipe) is { } directory)
        {
            return options with { ImageFolder = Asked(parsed, new ImageFolder { Directory = directory }) };
        }

        (DatasetInfo dataset, string? dataDirectory) = RecipeArgument.FindData(data, recipe);
        RequireNoPictures(parsed, dataset.Name);
        return options with { Dataset = dataset.Name, DataDirectory = dataDirectory };
    }

    /// <summary>A folder of pictures with what the command line says of it.</summary>
    /// <exception cref="UsageException">It has test pictures, and some are to be drawn.</exception>
    ImageFolder Asked(ParseResult parsed, ImageFolder folder)
    {
        if (parsed.GetValue(_size) is { } size)
        {
            folder = folder with { Height = size.Height, Width = size.Width };
        }

        if (parsed.GetValue(_testSplit) is not null && FolderListing.HasTest(folder.Directory))
        {
            throw new UsageException(
                $"{_testSplit.Name}: received it for {Path.GetFullPath(folder.Directory)}, which has a folder of test pictures; expected one of both. Leave the option out, or move "
                + "that folder away.");
        }

        return folder with { CropToAspectRatio = folder.CropToAspectRatio || parsed.GetValue(_crop), TestFraction = parsed.GetValue(_testSplit) ?? folder.TestFraction };
    }

    void RequireNoPictures(ParseResult parsed, string dataset)
    {
        foreach (Option option in new Option[] { _size, _crop, _testSplit })
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new UsageException($"{option.Name}: received it for the dataset {dataset}; expected it for pictures of your own: --data DIR with a subfolder for each class.");
            }
        }
    }

    static (int Height, int Width)? ParseSize(ArgumentResult result)
    {
        string received = result.Tokens[0].Value;
        string[] sides = received.Split('x', '×');
        int[] numbers = [.. sides.Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        if (numbers.Length <= 2 && numbers.All(number => number is >= 1 and <= LargestSide))
        {
            return (numbers[0], numbers[^1]);
        }

        result.AddError($"{SizeName}: received \"{received}\"; expected a side in pixels, 1 to {LargestSide}, or height and width, for instance 48x64.");
        return null;
    }
}
