// sample
using Krill.Recipes;
using Krill.Tuning;
// end

namespace Samples;

static class TuningSample
{
    public static void Run()
    {
        // sample
        TuningSession session = TuningSession.Prepare(new Tunable(), new TuningOptions
        {
            MaxEpochs = 3,
            Training = new RecipeOptions { RunDirectory = "tuned", BatchSize = 500 },
        });
        foreach (Bracket bracket in session.Plan)
        {
            Console.WriteLine($"bracket {bracket.Number}: {bracket}");
        }

        TuningResult result = session.Run();
        Console.WriteLine($"{result.Best.ValidationAccuracy:P2} with {string.Join(", ", result.Best.Values)}");
        // end
    }
}
