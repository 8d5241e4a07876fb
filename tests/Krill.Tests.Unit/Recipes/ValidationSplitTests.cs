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
