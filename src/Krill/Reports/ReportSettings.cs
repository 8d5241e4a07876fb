using System.Globalization;
using Krill.Charts;
using Krill.Optimizers;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Reports;

/// <summary>The part of a report about the settings: all that the training was asked for, and what it made of the images.</summary>
internal sealed class ReportSettings(ReportSubject subject, Markup page)
{
    readonly RunDescription _asked = subject.Asked;
    readonly Recipe _recipe = subject.Recipe;
    readonly RecipeData _data = subject.Data;

    public void Add()
    {
        Optimizer optimizer = _recipe.CreateOptimizer();
        page.AddRaw("<section aria-labelledby=\"settings\"><h2 id=\"settings\">Settings</h2><div class=\"scroll\"><table class=\"settings\"><tbody>");
        Row("recipe", $"{_recipe.Name}: {_recipe.Description}");
        Row("source", _recipe.Source);
        AddHyperparameters();
        string validation = _data.Validation is { } set ? $"{ReportFigures.Count(set.Count)} to choose by" : "none to choose by";
        Row("images", $"{_data.Name}: {ReportFigures.Count(_data.Train.Count)} to train on, {validation}, {ReportFigures.Count(_data.Test.Count)} to test with; {_data.Train.Shape}, {_data.Train.Classes} classes");
        Row("validation images", ValidationText());
        Row("pixels", string.Create(CultureInfo.InvariantCulture, $"0 to {255 * _recipe.Rescale:G4}"));
        Rows("normalization", NormalizationTexts());
        Row("epochs", $"{ReportFigures.Count(_asked.Epochs)} at most, in batches of {ReportFigures.Count(_asked.BatchSize)}{(_recipe.DropRemainder ? ", whole ones only" : "")}");
        Row("optimizer", SettingsText.AtStart(optimizer, _asked.LearningRate ?? optimizer.LearningRate));
        Row("loss", SettingsText.Of(_recipe.Loss));
        Rows("augmentation", subject.Augmentation.Select(augmentation => $"{augmentation}"));
        Rows("callbacks", _recipe.CreateCallbacks().Select(SettingsText.Of));
        Row("test-time views", _recipe.TestTimeAugmentation is { } views ? $"{views.Views.Count} averaged" : "the image alone");
        foreach ((string name, string value) in subject.Seeds)
        {
            Row(name, value);
        }

        Row("precision", _asked.Precision);
        Row("kernel set", _asked.KernelSet);
        Row("threads", ReportFigures.Text(_asked.Threads));
        Row("Krill", _asked.Version);
        Row("command", _asked.CommandLine.Count > 0 ? string.Join(' ', _asked.CommandLine) : ReportFigures.None);
        page.AddRaw("</tbody></table></div></section>\n");
    }

    /// <summary>Only recipes that can be tuned have any.</summary>
    void AddHyperparameters()
    {
        if (_recipe.SearchSpace is { } space)
        {
            Row("hyperparameters", _recipe.Values is { } values ? $"tuned: {values}" : $"the recipe's own: {space.Defaults}");
        }
    }

    string ValidationText()
    {
        if (_data.Validation is null)
        {
            return "none";
        }

        ValidationSplit split = RunSettings.ValidationOf(subject.Path, _asked, _recipe);
        string share = $"{ReportFigures.Text(Math.Round(split.Fraction * 100, 4))}%";
        return _asked.ImageFolder is not null ? $"{share} of each class (seed {split.Seed}), unless the folder has some of its own"
            : split.IsStratified ? $"{share} of each class (seed {split.Seed})"
            : split.IsRandom ? $"{share} of the training images, drawn without regard to classes (seed {split.Seed})"
            : $"the last {share} of the training images";
    }

    IEnumerable<string> NormalizationTexts()
    {
        if (_recipe.SampleNormalization is { } sample)
        {
            yield return $"each image to mean 0{(sample.Scale ? " and deviation 1" : "")}";
        }

        if (_data.Train.Normalization is { } channels)
        {
            yield return $"channels by (pixel - mean) / deviation, means {List(channels.Mean)}, deviations {List(channels.StandardDeviation)}";
        }
    }

    static string List(IReadOnlyList<float> numbers) => string.Join(", ", numbers.Select(number => ReportFigures.Text(number)));

    void Rows(string name, IEnumerable<string> texts) => Row(name, texts.Any() ? string.Join("; ", texts) : "none");

    void Row(string name, string value) => page.Add($"<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>");
}
