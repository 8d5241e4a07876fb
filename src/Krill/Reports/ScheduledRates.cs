using Krill.Callbacks;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Reports;

/// <summary>The learning rate of every step of a training, worked out from its schedule afterwards: nothing is recorded in the steps themselves.</summary>
internal static class ScheduledRates
{
    const double Tolerance = 1e-5;

    /// <summary>The rate of each step in order; 0 where a step changes nothing.</summary>
    /// <param name="recipe">What was trained.</param>
    /// <param name="asked">What was asked.</param>
    /// <param name="stepsPerEpoch">Steps an epoch, at least 1.</param>
    /// <param name="history">The epochs that are done.</param>
    /// <returns>
    /// As many numbers as the epochs have steps; null where the rate follows no schedule, or where an epoch has recorded another rate than the schedule gives
    /// its last step, since something else had a part in it.
    /// </returns>
    public static IReadOnlyList<double>? Of(Recipe recipe, RunDescription asked, int stepsPerEpoch, History history)
    {
        if (recipe.CreateCallbacks().OfType<ScheduledLearningRate>().LastOrDefault(callback => callback.Group is null) is not { } callback)
        {
            return null;
        }

        float compiled = asked.LearningRate ?? recipe.CreateOptimizer().LearningRate, recorded = compiled;
        var rates = new List<double>();
        foreach (EpochLogs epoch in history)
        {
            for (int step = 0; step < stepsPerEpoch; step++)
            {
                float rate = callback.RateOf(callback.Schedule.At(new TrainingTime(rates.Count, stepsPerEpoch, asked.Epochs)), compiled);
                rates.Add(rate);
                recorded = rate > 0 ? rate : recorded;
            }

            if (!(Math.Abs(recorded - epoch.LearningRate) <= Tolerance * recorded))
            {
                return null;
            }
        }

        return rates;
    }
}
