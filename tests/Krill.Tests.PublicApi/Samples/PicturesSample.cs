// sample
using Krill;
using Krill.Data;
using Krill.Images;
using Krill.Recipes;
// end

namespace Samples;

static class PicturesSample
{
    public static void Run()
    {
        // sample
        var options = new RecipeOptions
        {
            ImageFolder = new ImageFolder { Directory = "flowers", Height = 32, Width = 32 },
            BatchSize = 20,
            RunDirectory = "run",
        };
        RecipeResult result = RecipeSession.Prepare(new QuickStart(), options).Run();
        Console.WriteLine($"test accuracy {result.TestAccuracy:P0}");

        // In your product: the run's folder is all that it takes.
        RecipeRun run = RecipeRun.Open("run");
        Predictions predictions = run.Predict([Picture.Read("unknown.png")]);
        int best = predictions.ArgMax(0);
        Console.WriteLine($"{run.ClassNames[best]}, {predictions[0, best]:P0} sure");
        // end
    }
}
