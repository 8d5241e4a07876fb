using Krill.Training;

namespace Krill.Tuning;

/// <summary>Takes trials through brackets. Which go on depends on their scores alone, not on which was ready first.</summary>
internal static class SuccessiveHalving
{
    /// <summary>Runs the brackets one after the other.</summary>
    /// <param name="brackets">The brackets.</param>
    /// <param name="parallel">Trials at a time.</param>
    /// <param name="train">Trains a trial (by its number) up to the end of a stage, and gives its score: the greater, the better; NaN is worst.</param>
    /// <param name="drop">Is told of trials that do not go on to the next stage.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Run(
        IReadOnlyList<Bracket> brackets, int parallel, Func<int, Rung, CancellationToken, double> train, Action<IReadOnlyList<int>> drop, CancellationToken cancellation)
    {
        foreach (Bracket bracket in brackets)
        {
            int[] alive = [.. Enumerable.Range(bracket.FirstTrial, bracket.Trials)];
            for (int stage = 0; stage < bracket.Rungs.Count; stage++)
            {
                Rung rung = bracket.Rungs[stage];
                double[] scores = new double[alive.Length];
                Crew.Run(alive.Length, parallel, (place, token) => scores[place] = train(alive[place], rung, token), cancellation);
                if (stage + 1 < bracket.Rungs.Count)
                {
                    int[] ranked = Ranked(alive, scores);
                    int next = bracket.Rungs[stage + 1].Trials;
                    drop(ranked[next..]);
                    alive = [.. ranked[..next].Order()];
                }
            }
        }
    }

    /// <summary>The trials, the best first; of equals that with the smallest number.</summary>
    public static int[] Ranked(IReadOnlyList<int> trials, IReadOnlyList<double> scores) =>
    [
        .. Enumerable.Range(0, trials.Count)
            .OrderByDescending(place => double.IsNaN(scores[place]) ? double.NegativeInfinity : scores[place])
            .ThenBy(place => trials[place])
            .Select(place => trials[place]),
    ];
}
