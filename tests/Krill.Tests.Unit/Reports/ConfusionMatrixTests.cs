using Krill.Reports;

namespace Krill.Tests.Unit.Reports;

public sealed class ConfusionMatrixTests
{
    // Six images of classes 0, 0, 1, 1, 2, 2, taken for 0, 1, 1, 1, 0, nothing.
    static readonly int[] s_labels = [0, 0, 1, 1, 2, 2];

    static readonly Predictions s_predictions = new(
        [
            0.8f, 0.1f, 0.1f,
            0.3f, 0.6f, 0.1f,
            0.1f, 0.9f, 0.0f,
            0.4f, 0.5f, 0.1f,
            0.7f, 0.1f, 0.2f,
            float.NaN, 0.9f, 0.1f,
        ],
        classes: 3);

    [Fact]
    public void Of_Predictions_CountsAsByHand()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Of(s_predictions, s_labels);

        int[][] expected = [[1, 1, 0], [0, 2, 0], [1, 0, 0]];
        Assert.Equal(expected.SelectMany(row => row), from actual in Enumerable.Range(0, 3) from predicted in Enumerable.Range(0, 3) select matrix[actual, predicted]);
        Assert.Equal((3, 6, 3, 1), (matrix.Classes, matrix.Count, matrix.Correct, matrix.Unclassified));
        Assert.Equal(0.5, matrix.Accuracy);
        Assert.Equal([0.5, 1, 0.0], Enumerable.Range(0, 3).Select(matrix.AccuracyOf));
        Assert.Equal([0.5, 2 / 3.0, null], Enumerable.Range(0, 3).Select(matrix.PrecisionOf));
        Assert.Equal([2, 2, 2], Enumerable.Range(0, 3).Select(matrix.ImagesOf));
    }

    [Fact]
    public void AccuracyOf_ClassWithoutImages_IsUnknown() => Assert.Null(ConfusionMatrix.Of(new Predictions([1, 0], 2), [0]).AccuracyOf(1));

    [Fact]
    public void Of_WhatDoesNotFit_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(s_predictions, [0]));
        Assert.Equal("ConfusionMatrix: received the predictions for 6 images and 1 labels; expected as many of each.", error.Message);
        error = Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(s_predictions, [0, 0, 0, 0, 0, 3]));
        Assert.Equal("ConfusionMatrix: received label 3 for image 5; expected 0 to 2, as the predictions have 3 classes.", error.Message);
        Assert.StartsWith(
            "ConfusionMatrix: received class 3; expected 0 to 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Of(s_predictions, s_labels)[0, 3]).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void All_Predictions_AreTheMistakesOfTheImagesInTheirOrder() =>
        Assert.Equal([new Mistake(1, 0, 1, 0.6f), new Mistake(4, 2, 0, 0.7f)], Mistakes.All(s_predictions, s_labels));

    [Fact]
    public void MostConfident_Mistakes_BeginWithTheGreatestAndOfEqualsWithTheFirst()
    {
        Mistake[] mistakes = [new(0, 0, 1, 0.5f), new(1, 0, 1, 0.9f), new(2, 1, 0, 0.5f), new(3, 2, 0, 0.4f)];

        Assert.Equal([1, 0, 2], Mistakes.MostConfident(mistakes, 3).Select(mistake => mistake.Image));
        Assert.Empty(Mistakes.MostConfident(mistakes, 0));
    }

    [Fact]
    public void OnePerClass_Mistakes_AreDrawnFromAllOfTheClassAndTheSameForASeed()
    {
        Mistake[] mistakes = [.. Enumerable.Range(0, 40).Select(image => new Mistake(image, image % 2 == 0 ? 3 : 1, 0, 0.5f))];

        IReadOnlyList<Mistake>[] draws = [.. Enumerable.Range(0, 100).Select(seed => Mistakes.OnePerClass(mistakes, (ulong)seed))];

        Assert.All(draws, draw => Assert.Equal([1, 3], draw.Select(mistake => mistake.Actual)));
        Assert.Equal(Mistakes.OnePerClass(mistakes, 7), draws[7]);
        // Of 100 draws out of 20, fewer than 10 different ones are not to be expected in the life of the universe.
        Assert.InRange(draws.Select(draw => draw[0].Image).Distinct().Count(), 10, 20);
    }
}
