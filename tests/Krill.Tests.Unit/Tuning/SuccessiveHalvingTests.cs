using System.Collections.Concurrent;
using Krill.Tuning;

namespace Krill.Tests.Unit.Tuning;

/// <summary>Which trials go on, with an objective that is worked out.</summary>
public class SuccessiveHalvingTests
{
    [Fact]
    public void Run_Scores_TakeTheBestOnToMoreEpochs()
    {
        // The score of a trial is its number, until its third epoch, from which on it is the opposite.
        List<(int Trial, int Epochs)> trained = [];
        List<int> dropped = [];

        Run(Brackets.Hyperband(9, 3), 1, (trial, epochs) =>
        {
            trained.Add((trial, epochs));
            return epochs < 3 ? trial : -trial;
        }, dropped.AddRange);

        Assert.Equal(
            [
                .. Enumerable.Range(1, 9).Select(trial => (trial, 1)), (7, 3), (8, 3), (9, 3), (7, 9),
                .. Enumerable.Range(10, 5).Select(trial => (trial, 3)), (10, 9),
                .. Enumerable.Range(15, 3).Select(trial => (trial, 9)),
            ],
            trained);
        Assert.Equal([6, 5, 4, 3, 2, 1, 8, 9, 11, 12, 13, 14], dropped);
    }

    [Fact]
    public void Run_EqualScores_TakesTheSmallestNumbers()
    {
        List<(int Trial, int Epochs)> trained = [];

        Run(Brackets.Hyperband(4, 2), 1, (trial, epochs) =>
        {
            trained.Add((trial, epochs));
            return trial == 1 ? double.NaN : 0.5;
        }, _ => { });

        Assert.Equal([(1, 1), (2, 1), (3, 1), (4, 1), (2, 2), (3, 2), (2, 4)], trained.Take(7));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Run_TrialsAtOnce_TakesTheSameOn(int parallel)
    {
        static double Score(int trial, int epochs) => Math.Sin((trial * 7919) + epochs);
        var serial = new ConcurrentBag<(int, int)>();
        var side = new ConcurrentBag<(int, int)>();

        Run(Brackets.Hyperband(27, 3), 1, (trial, epochs) => Noted(serial, trial, epochs), _ => { });
        Run(Brackets.Hyperband(27, 3), parallel, (trial, epochs) =>
        {
            Thread.Sleep(trial % 3); // the later ones are ready first
            return Noted(side, trial, epochs);
        }, _ => { });

        Assert.Equal(serial.Order(), side.Order());

        static double Noted(ConcurrentBag<(int, int)> bag, int trial, int epochs)
        {
            bag.Add((trial, epochs));
            return Score(trial, epochs);
        }
    }

    [Fact]
    public void Run_TrialThatFails_EndsTheOthersAndThrows()
    {
        int begun = 0;

        Assert.Throws<NotSupportedException>(() => Run(Brackets.Single(1000, 1), 2, (_, _) =>
        {
            Interlocked.Increment(ref begun);
            throw new NotSupportedException();
        }, _ => { }));

        Assert.InRange(begun, 1, 2);
    }

    static void Run(IReadOnlyList<Bracket> brackets, int parallel, Func<int, int, double> score, Action<IReadOnlyList<int>> drop) =>
        SuccessiveHalving.Run(brackets, parallel, (trial, rung, _) => score(trial, rung.Epochs), drop, CancellationToken.None);
}
