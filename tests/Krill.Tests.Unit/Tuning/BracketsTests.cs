using Krill.Tuning;

namespace Krill.Tests.Unit.Tuning;

public class BracketsTests
{
    // Li et al. (2018), table 1: trials and epochs of each stage for R = 81 and eta = 3.
    [Theory]
    [InlineData(0, 4, "81 × 1 epochs, 27 × 3, 9 × 9, 3 × 27, 1 × 81")]
    [InlineData(1, 3, "34 × 3 epochs, 11 × 9, 3 × 27, 1 × 81")]
    [InlineData(2, 2, "15 × 9 epochs, 5 × 27, 1 × 81")]
    [InlineData(3, 1, "8 × 27 epochs, 2 × 81")]
    [InlineData(4, 0, "5 × 81 epochs")]
    public void Hyperband_OfThePaper_HasItsTable(int place, int number, string stages)
    {
        IReadOnlyList<Bracket> brackets = Brackets.Hyperband(81, 3);

        Assert.Equal(5, brackets.Count);
        Assert.Equal(number, brackets[place].Number);
        Assert.Equal(stages, $"{brackets[place]}");
    }

    [Fact]
    public void Hyperband_Trials_AreNumberedOnAndGoOnFromStageToStage()
    {
        IReadOnlyList<Bracket> brackets = Brackets.Hyperband(81, 3);

        Assert.Equal([1, 82, 116, 131, 139], brackets.Select(bracket => bracket.FirstTrial));
        // 81·1 + 27·2 + 9·6 + 3·18 + 1·54; 34·3 + 11·6 + 3·18 + 1·54; 15·9 + 5·18 + 1·54; 8·27 + 2·54; 5·81.
        Assert.Equal([297, 276, 279, 324, 405], brackets.Select(bracket => bracket.Epochs));
    }

    [Theory]
    [InlineData(1, 3, "1 × 1 epochs")]
    [InlineData(2, 3, "1 × 2 epochs")]
    [InlineData(8, 2, "8 × 1 epochs, 4 × 2, 2 × 4, 1 × 8|6 × 2 epochs, 3 × 4, 1 × 8|4 × 4 epochs, 2 × 8|4 × 8 epochs")]
    [InlineData(10, 3, "9 × 1 epochs, 3 × 3, 1 × 10|5 × 3 epochs, 1 × 10|3 × 10 epochs")]
    public void Hyperband_OtherEpochs_RoundsToWholeOnes(int epochs, int eta, string expected) =>
        Assert.Equal(expected, string.Join('|', Brackets.Hyperband(epochs, eta)));
}
