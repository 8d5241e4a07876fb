using Krill.Data;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Tests.Unit.Recipes;

/// <summary>A run that goes on is augmented as it was.</summary>
public class RecordedAugmentationTests
{
    [Fact]
    public void AugmentationOf_WhatWasAsked_IsTheSameAgain()
    {
        string[] texts = ["rotation=10,zoom=0.8..1.2,fill=nearest", "cutout=0.5:area=0.02..0.4:aspect=0.3..3:values=0..1", "mixup=0.2"];

        IReadOnlyList<Augmentation> augmentations = RunSettings.AugmentationOf("run", Asked(texts), new Sprint94())!;

        Assert.Equal(texts, augmentations.Select(augmentation => $"{augmentation}"));
        Assert.Empty(RunSettings.AugmentationOf("run", Asked([]), new Sprint94())!);
    }

    [Fact]
    public void AugmentationOf_TheRecipesOwnOrNoRecord_IsTheRecipes()
    {
        Assert.Null(RunSettings.AugmentationOf("run", Asked(["alternating-flip", "crop=2:fill=mirror"]), new Sprint94()));
        Assert.Null(RunSettings.AugmentationOf("run", Asked(null), new Sprint94()));
    }

    // One of your own may call itself what it likes.
    [Theory]
    [InlineData("flip")]
    [InlineData("crop=2:fill=mirror")]
    [InlineData("cutout=0.5:patch")]
    [InlineData("rotation=10")]
    public void Recorded_OwnThatIsCalledLikeOneOfKrills_IsNotReadAsThat(string name)
    {
        string[] own = [AugmentationText.Recorded(new CustomAugmentation((in AugmentedImage _) => { }, name)), AugmentationText.Recorded(new NamedAugmentation(name))];

        Assert.Equal([$"{name} (CustomAugmentation)", $"{name} (NamedAugmentation)"], own);
        Assert.All(own, text => Assert.Throws<DataException>(() => RunSettings.AugmentationOf("run", Asked([text]), new Sprint94())));
        Assert.Equal("flip", AugmentationText.Recorded(new RandomFlip()));
    }

    [Fact]
    public void AugmentationOf_WhatIsNotKnown_SaysSo()
    {
        var error = Assert.Throws<DataException>(() => RunSettings.AugmentationOf("run", Asked(["sharpened"]), new Sprint94()));

        Assert.StartsWith("run: received a run with the augmentation \"sharpened\" (augmentation \"sharpened\": received the name", error.Message, StringComparison.Ordinal);
    }

    sealed class NamedAugmentation(string name) : ImageAugmentation
    {
        public override string ToString() => name;

        public override void Apply(in AugmentedImage image)
        {
        }
    }

    static RunDescription Asked(string[]? augmentation) => new()
    {
        Recipe = "sprint94", Dataset = "cifar10", Seed = 1, Epochs = 1, BatchSize = 1, Threads = 1, Augmentation = augmentation,
    };
}
