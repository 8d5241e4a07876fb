using Krill.Data;
using Krill.Recipes;

namespace Krill.Tests.Unit.Recipes;

public class ValidationSplitTests
{
    static ImageSet Images(int count) =>
        ImageSet.FromBytes(new byte[count], [.. Enumerable.Range(0, count).Select(i => i % 2)], new ImageShape(1, 1, 1));

    [Fact]
    public void Divide_None_KeepsAllForTraining()
    {
        ImageSet images = Images(10);

        (ImageSet train, ImageSet? validation) = ValidationSplit.None.Divide(images);

        Assert.Same(images, train);
        Assert.Null(validation);
    }

    [Fact]
    public void Divide_Last_TakesTheLastImages()
    {
        (ImageSet train, ImageSet? validation) = ValidationSplit.Last(0.1).Divide(Images(50));

        Assert.Equal(45, train.Count);
        Assert.Equal([1, 0, 1, 0, 1], validation!.Labels.ToArray());
    }

    [Fact]
    public void Divide_Stratified_KeepsTheClassesProportions()
    {
        (ImageSet train, ImageSet? validation) = ValidationSplit.Stratified(0.2, seed: 42).Divide(Images(50));

        Assert.Equal(40, train.Count);
        Assert.Equal(5, validation!.Labels.ToArray().Count(label => label == 0));
    }

    // Classes of one image each, which cannot be divided in proportion.
    [Fact]
    public void Divide_Random_DrawsWithoutRegardToTheClasses()
    {
        var images = ImageSet.FromBytes(new byte[50], [.. Enumerable.Range(0, 50)], new ImageShape(1, 1, 1));

        (ImageSet train, ImageSet? validation) = ValidationSplit.Random(0.25, seed: 42).Divide(images);

        Assert.Equal((37, 13), (train.Count, validation!.Count));
        Assert.Equal(Enumerable.Range(0, 50), train.Labels.ToArray().Concat(validation.Labels.ToArray()).Order());
        Assert.Equal(images.Split(0.25, 42, stratify: false).Validation.Labels.ToArray(), validation.Labels.ToArray());
        Assert.NotEqual(validation.Labels.ToArray(), ValidationSplit.Random(0.25, seed: 43).Divide(images).Validation!.Labels.ToArray());
        Assert.NotEqual(validation.Labels.ToArray(), ValidationSplit.Last(0.25).Divide(images).Validation!.Labels.ToArray());
        Assert.Throws<ArgumentException>(() => ValidationSplit.Stratified(0.25, seed: 42).Divide(images));
    }

    [Fact]
    public void Parse_WhatToStringWrites_IsTheSameSplit() => Assert.All(
        [(ValidationSplit.None, "none"), (ValidationSplit.Last(0.1), "last 0.1"), (ValidationSplit.Stratified(0.25, 42), "stratified 0.25 42"), (ValidationSplit.Random(0.25, ulong.MaxValue), "random 0.25 18446744073709551615")],
        pair =>
        {
            Assert.Equal(pair.Item2, pair.Item1.ToString());
            Assert.Equal(pair.Item1, ValidationSplit.Parse(pair.Item2));
        });

    [Theory]
    [InlineData("")]
    [InlineData("first 0.1")]
    [InlineData("random 0.1")]
    [InlineData("random 1 2")]
    [InlineData("random 0.1 -2")]
    [InlineData("random 0.1 2 3")]
    [InlineData("last 0.1 2")]
    public void Parse_AnotherText_IsNone(string text) => Assert.Null(ValidationSplit.Parse(text));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Last_FractionThatIsNoShare_IsRefused(double fraction)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => ValidationSplit.Last(fraction));

        Assert.StartsWith($"ValidationSplit: received the fraction {fraction}; expected more than 0 and less than 1.", exception.Message, StringComparison.Ordinal);
    }
}
