using Krill.Data;
using Krill.Ensembles;
using Krill.Recipes;

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

    async Task Refused(string message, string command, params string[] args)
    {
        Call call = await Call.Krill([command, .. args, "--data", _data.Folder, "--batch-size", "20", "--out", _data.In("run")]);

        Assert.Equal(message + Environment.NewLine, call.Error);
        Assert.Equal(2, call.ExitCode);
        Assert.False(Path.Exists(_data.In("run")));
    }
}
