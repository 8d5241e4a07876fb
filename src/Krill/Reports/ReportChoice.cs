using Krill.Callbacks;
using Krill.Recipes;
using Krill.Runs;

namespace Krill.Reports;

/// <summary>How the weights came about that a run was tested with, in words.</summary>
internal static class ReportChoice
{
    /// <summary>What was chosen, and by which figure.</summary>
    /// <param name="result">How the run ended.</param>
    /// <param name="recipe">What was trained.</param>
    /// <param name="epochs">Epochs that were asked for.</param>
    public static string Of(RunResult result, Recipe recipe, int epochs)
    {
        string epoch = ReportFigures.Count(result.BestEpoch ?? result.Epochs);
        if (result.Weights == RunWeights.Best)
        {
            return $"The weights are those after epoch {epoch}, chosen by {Words(Metric.ValidationAccuracy)}: these images were kept apart from training.";
        }

        return recipe.CreateCallbacks().LastOrDefault(IsChoice) switch
        {
            RandomRestarts restarts when Math.Min(restarts.Starts, epochs) is > 1 and int starts =>
                $"Of {ReportFigures.Count(starts)} random starts the one is kept that ended with the {Best(restarts.Monitor)}, in epoch {epoch}; no images were kept apart to choose by.",
            EarlyStopping stopping => $"The weights are those after epoch {epoch}, the one with the {Best(stopping.Monitor)}; no images were kept apart to choose by.",
            _ when result.BestEpoch < result.Epochs => $"The weights are those after epoch {epoch}, which a callback chose.",
            _ => "Nothing was chosen: the network was tested as its training ended.",
        };
    }

    /// <summary>Which epoch was tested, shorter.</summary>
    public static string Epoch(RunResult result) =>
        result.BestEpoch is { } best && (result.Weights == RunWeights.Best || best < result.Epochs) ? $"tested as after epoch {ReportFigures.Count(best)}" : "tested as after the last";

    static bool IsChoice(Callback callback) => callback is RandomRestarts or EarlyStopping { RestoreBestWeights: true };

    static string Best(Metric metric) => $"{(metric.IsBetterWhenGreater() ? "greatest" : "least")} {Words(metric)}";

    static string Words(Metric metric) => metric switch
    {
        Metric.Loss => "training loss",
        Metric.Accuracy => "training accuracy",
        Metric.ValidationLoss => "validation loss",
        _ => "validation accuracy",
    };
}
