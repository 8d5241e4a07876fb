// sample
using Krill;
using Krill.Images;
using Krill.Recipes;
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

        // Later, or elsewhere: the recipe declares the network again, and the weights come from the run's folder.
        RecipeRun run = RecipeRun.Open("run", new RecipeRunOptions { Recipe = recipe });
        using PicturePredictor predictor = run.CreatePredictor();
        Predictions predictions = predictor.Predict([Picture.Read("unknown.png")]);
        Console.WriteLine($"it is a {run.ClassNames[predictions.ArgMax(0)]}");
        // end
    }
}
