using Krill.Data;
using Krill.Ensembles;
using Krill.Recipes;
using Krill.Tuning;

namespace Krill.Tests.Cli.Commands;

/// <summary>What cannot be trained is the caller's doing, and is told before anything is made of it.</summary>
public sealed class RefusedTrainingTests : IDisposable
{
    const string TooFar =
        "RandomTranslation: received a shift of up to 40 pixels and images of 28×28×1; expected fewer pixels than their sides have. "
        + "Give a smaller shift, another augmentation or larger images.";

    readonly TinyMnist _data = new(train: 120, test: 20);

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("train", "quickstart")]
    [InlineData("ensemble", "quickstart")]
    [InlineData("tune", "jellyfish")]
    public async Task Krill_AugmentationThatDoesNotFitTheImages_EndsWithTwo(string command, string recipe) =>
        await Refused(TooFar, command, recipe, "--augment", "flip", "--augment", "crop=40");

    [Theory]
    [InlineData("train", "quickstart")]
    [InlineData("train", "convnet")]
    [InlineData("train", "jellyfish")]
    [InlineData("ensemble", "quickstart")]
    public async Task Krill_NoValidationForARecipeThatChoosesByIt_EndsWithTwo(string command, string recipe) => await Refused(
        $"Recipe {recipe}: received no validation images, and its EarlyStopping goes by ValidationAccuracy; expected some to choose by. "
            + "Give --validation-split a share greater than 0 (RecipeOptions.Validation).",
        command, recipe, "--validation-split", "0");

    [Fact]
    public async Task Tune_NoValidation_EndsWithTwo() => await Refused(
        "Recipe jellyfish: received no validation images to choose trials by; expected some. Give --validation-split (RecipeOptions.Validation).",
        "tune", "jellyfish", "--validation-split", "0");

    [Fact]
    public void Prepare_WhatCannotBeTrained_IsRefusedInTheLibraryToo()
    {
        var options = new RecipeOptions { DataDirectory = _data.Folder, Dataset = "mnist", Augmentation = [new RandomTranslation(40)], RunDirectory = _data.In("run") };

        Assert.Equal(TooFar, Assert.Throws<ArgumentException>(() => RecipeSession.Prepare(new QuickStart(), options)).Message);
        Assert.Equal(TooFar, Assert.Throws<ArgumentException>(() => EnsembleSession.Prepare(new QuickStart(), new EnsembleOptions { Training = options })).Message);
        Assert.False(Path.Exists(_data.In("run")));
    }

    // Each command into the folder of each: only the file that tells what it is counts.
    [Theory]
    [InlineData("run.json", "a run", "krill train")]
    [InlineData("ensemble.json", "an ensemble", "krill ensemble")]
    [InlineData("tune.json", "a tuning", "krill tune")]
    public async Task Krill_IntoAFolderThatIsTaken_EndsWithTwoAndSaysByWhat(string file, string what, string maker)
    {
        string folder = Directory.CreateDirectory(_data.In("taken")).FullName;
        Files.AtomicFile.WriteText(Path.Combine(folder, file), "{}");
        foreach ((string command, string recipe) in new[] { ("train", "quickstart"), ("ensemble", "quickstart"), ("tune", "jellyfish") })
        {
            Call call = await Call.Krill(command, recipe, "--data", _data.Folder, "--out", folder);

            Assert.Equal(2, call.ExitCode);
            Assert.Equal(
                $"krill {command} --out: received \"{folder}\", which holds {what}; expected a new folder. Choose another, remove that one, or go on with it: "
                + $"{maker} --resume {folder}.{Environment.NewLine}",
                call.Error);
        }

        Assert.Equal(["{}"], Directory.GetFiles(folder).Select(File.ReadAllText));
    }

    [Theory]
    [InlineData("run.json", "a run")]
    [InlineData("ensemble.json", "an ensemble")]
    [InlineData("tune.json", "a tuning")]
    public void Run_IntoAFolderThatIsTaken_IsRefusedInTheLibraryToo(string file, string what)
    {
        string folder = Directory.CreateDirectory(_data.In("taken")).FullName;
        Files.AtomicFile.WriteText(Path.Combine(folder, file), "{}");
        var options = new RecipeOptions { DataDirectory = _data.Folder, Dataset = "mnist", BatchSize = 20, RunDirectory = folder };
        Action[] runs =
        [
            () => RecipeSession.Prepare(new QuickStart(), options).Run(),
            () => EnsembleSession.Prepare(new QuickStart(), new EnsembleOptions { Training = options }).Run(),
            () => TuningSession.Prepare(new Jellyfish(), new TuningOptions { Training = options }).Run(),
        ];

        Assert.All(runs, run => Assert.StartsWith(
            $"{folder}: received a folder that holds {what}; expected a new one.", Assert.ThrowsAny<ArgumentException>(run).Message, StringComparison.Ordinal));
        Assert.Equal(["{}"], Directory.GetFiles(folder).Select(File.ReadAllText));
    }

    [Fact]
    public void Run_CalledTwice_IsRefusedAndLeavesTheFirst()
    {
        RecipeOptions options = new() { DataDirectory = _data.Folder, Dataset = "mnist", BatchSize = 20, Epochs = 1, WritesReport = false, RunDirectory = _data.In("run") };
        var session = RecipeSession.Prepare(new QuickStart(), options);
        RecipeResult first = session.Run();

        var error = Assert.Throws<InvalidOperationException>(session.Run);

        Assert.Equal(
            "RecipeSession.Run: received a second call; expected one, as the network is no longer untrained. Prepare a new session, or Resume the run's folder.", error.Message);
        Assert.Equal(first.TestAccuracy, RecipeSession.Resume(_data.In("run")).Run().TestAccuracy);
    }

    async Task Refused(string message, string command, params string[] args)
    {
        Call call = await Call.Krill([command, .. args, "--data", _data.Folder, "--batch-size", "20", "--out", _data.In("run")]);

        Assert.Equal(message + Environment.NewLine, call.Error);
        Assert.Equal(2, call.ExitCode);
        Assert.False(Path.Exists(_data.In("run")));
    }
}
