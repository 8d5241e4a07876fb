// sample
using Krill.Ensembles;
using Krill.Recipes;
// end

namespace Samples;

static class EnsembleSample
{
    public static void Run()
    {
        // sample
        EnsembleResult result = EnsembleSession.Prepare(Recipe.Find("quickstart"), new EnsembleOptions
        {
            Members = 3,
            Parallel = 2,
            Training = new RecipeOptions { Epochs = 1, RunDirectory = "ensemble" },
        }).Run();

        foreach (EnsembleSize size in result.Sizes)
        {
            Console.WriteLine($"{size.Members}: {size.TestAccuracy:P2}");
        }
        // end
    }
}
