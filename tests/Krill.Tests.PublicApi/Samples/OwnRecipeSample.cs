// sample
using Krill;
using Krill.Data;
using Krill.Recipes;
using Krill.Runs;
// end

namespace Samples;

static class OwnRecipeSample
{
    public static void Run()
    {
        // sample
        var recipe = new SmallNet();
        RecipeResult result = RecipeSession.Prepare(recipe, new RecipeOptions { Epochs = 1, Seed = 1, RunDirectory = "run" }).Run();
        Console.WriteLine($"test accuracy {result.TestAccuracy:P1}");

        // Later, or elsewhere: the network is declared by the recipe again, and its weights come from the run's folder.
        Model model = recipe.CreateModel(new ImageShape(28, 28, 1), classes: 10);
        RunFolder.Open("run").LoadWeights(model, RunWeights.Best);
        ImageSet images = Datasets.Load("digits", new DatasetOptions { TrainCount = 10, TestCount = 1 }).Test;
        Console.WriteLine($"it is a {model.Predict(images).ArgMax(0)}");
        // end
    }
}
