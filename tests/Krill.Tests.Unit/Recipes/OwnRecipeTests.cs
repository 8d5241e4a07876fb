using Krill.Data;
using Krill.Ensembles;
using Krill.Recipes;
using Krill.Runs;
using Krill.Tests.Unit.Tuning;

namespace Krill.Tests.Unit.Recipes;

/// <summary>A recipe that a program brings: its runs and ensembles are opened with it, as with one of Krill's.</summary>
public sealed class OwnRecipeTests : IDisposable
{
    static readonly RecipeRunOptions s_own = new() { Recipe = new TinyTuned() };

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_RunOfAnOwnRecipe_TestsAsTheRunDidAndReports()
    {
        RecipeResult result = RecipeSession.Prepare(new TinyTuned(), Training("run") with { WritesReport = false }).Run();

        RecipeRun run = RecipeRun.Open(_folder["run"], s_own);

        Assert.Equal(result.TestAccuracy, run.Evaluate(threads: 1).Accuracy);
        Assert.True(File.Exists(run.WriteReport(threads: 1)));
    }

    [Fact]
    public void Open_EnsembleOfAnOwnRecipe_TestsAsItsTrainingDidAndReports()
    {
        EnsembleResult result = EnsembleSession.Prepare(new TinyTuned(), new EnsembleOptions { Members = 2, Training = Training("ensemble") with { WritesReport = false } }).Run();

        EnsembleRun run = EnsembleRun.Open(_folder["ensemble"], s_own);

        Assert.Equal(result.TestAccuracy, run.Evaluate(threads: 1).TestAccuracy);
        Assert.True(File.Exists(run.WriteReport(threads: 1)));
    }

    [Fact]
    public void Open_RunOfAnOwnRecipeWithoutIt_SaysHowItIsGiven()
    {
        RunFolder.Create(Description("tiny-tuned"), _folder["run"]);

        Assert.EndsWith(
            "A recipe of your own is known to your program only, which gives it by RecipeRunOptions.Recipe, or ResumeOptions.Recipe.",
            Assert.Throws<DataException>(() => RecipeRun.Open(_folder["run"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RunOfAnotherRecipe_SaysWhich()
    {
        RunFolder.Create(Description("another"), _folder["run"]);

        Assert.Equal(
            $"{_folder["run"]}: received the recipe tiny-tuned; expected another. Give the recipe that the run was begun with.",
            Assert.Throws<DataException>(() => RecipeRun.Open(_folder["run"], s_own)).Message);
    }

    static RunDescription Description(string recipe) => new() { Recipe = recipe, Dataset = "digits", Seed = 1, Epochs = 1, BatchSize = 50, Threads = 1 };

    RecipeOptions Training(string name) => new() { Epochs = 1, Seed = 1, Threads = 1, RunDirectory = _folder[name] };
}
