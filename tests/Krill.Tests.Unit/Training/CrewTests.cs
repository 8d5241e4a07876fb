using Krill.Training;

namespace Krill.Tests.Unit.Training;

public class CrewTests
{
    [Theory]
    [InlineData(8, 1, 5, 8)]
    [InlineData(8, 2, 5, 4)]
    [InlineData(8, 3, 5, 2)]
    [InlineData(8, 4, 1, 8)]
    [InlineData(8, 4, 3, 2)]
    [InlineData(2, 4, 9, 1)]
    public void ThreadsEach_OfPieces_DividesAmongThoseAtATime(int threads, int workers, int pieces, int expected) =>
        Assert.Equal(expected, Crew.ThreadsEach(threads, workers, pieces));
}
