using Krill.Data;
using Krill.Kernels;
using Krill.Planning;
using Krill.Runs;

namespace Krill.Recipes;

public sealed partial class RecipeSession
{
    SessionStarted Started(RunFolder? folder) => new()
    {
        Recipe = _recipe.Name,
        Dataset = _data.Name,
        Parameters = Model.TrainableParameterCount,
        TotalParameters = Model.ParameterCount,
        Epochs = _epochs,
        BatchSize = _batchSize,
        LearningRate = _optimizer.LearningRate,
        Seed = _options.Seed,
        Threads = _threads,
        Precision = PrecisionName,
        Kernels = KernelSets.Name(Executor.SetFor(_options.Precision)),
        TrainingImages = _data.Train.Count,
        ValidationImages = _data.Validation?.Count ?? 0,
        TestImages = _data.Test.Count,
        Augmentation = [.. Augmentation.Select(augmentation => $"{augmentation}")],
        Run = folder?.Path,
    };

    RecipeResult Result(RunResult record, History history, RunFolder? folder)
    {
        EpochLogs kept = history[(record.BestEpoch ?? record.Epochs) - 1];
        return new RecipeResult
        {
            Recipe = _recipe.Name,
            Dataset = _data.Name,
            Parameters = Model.TrainableParameterCount,
            TotalParameters = Model.ParameterCount,
            Epochs = record.Epochs,
            BestEpoch = kept.Epoch,
            BatchSize = _batchSize,
            Seed = _options.Seed,
            Threads = _threads,
            Precision = PrecisionName,
            Kernels = KernelSets.Name(Executor.SetFor(_options.Precision)),
            Seconds = record.Seconds,
            TrainingSeconds = history.TrainingSeconds,
            ImagesPerSecond = record.ImagesPerSecond,
            Loss = kept.Loss,
            Accuracy = kept.Accuracy,
            ValidationAccuracy = record.ValidationAccuracy,
            ValidationAccuracyWithoutTta = record.ValidationAccuracyWithoutTta,
            TestLoss = record.TestLoss ?? double.NaN,
            TestAccuracy = record.TestAccuracy ?? double.NaN,
            TestAccuracyWithoutTta = record.TestAccuracyWithoutTta,
            Run = folder?.Path,
        };
    }

    /// <summary>What came of the training; the test images are not touched.</summary>
    RunResult Record(History history, double seconds)
    {
        bool hasViews = _recipe.TestTimeAugmentation is not null;
        EpochLogs kept = history.Best(Metric.ValidationAccuracy) ?? history[(history.RestoredEpoch ?? history.Count) - 1];
        return new RunResult
        {
            End = history.End,
            Epochs = history.Count,
            Parameters = Model.TrainableParameterCount,
            Seconds = seconds,
            ImagesPerSecond = history.ImagesPerSecond,
            Weights = _data.Validation is null ? RunWeights.Last : RunWeights.Best,
            BestEpoch = kept.Epoch,
            ValidationLoss = kept.ValidationLoss,
            ValidationAccuracy = hasViews && _data.Validation is { } validation ? Test(validation).Accuracy : kept.ValidationAccuracy,
            ValidationAccuracyWithoutTta = hasViews ? kept.ValidationAccuracy : null,
        };
    }

    RunResult Tested(RunResult record)
    {
        if (_recipe.TestTimeAugmentation is null)
        {
            Evaluation test = Test(_data.Test);
            return record with { TestLoss = test.Loss, TestAccuracy = test.Accuracy };
        }

        _tested = Model.Predict(_data.Test, _batchSize, _threads, _recipe.TestTimeAugmentation, _options.CancellationToken);
        Evaluation views = Model.Evaluate(_data.Test, _tested);
        return record with
        {
            TestLoss = views.Loss,
            TestAccuracy = views.Accuracy,
            TestAccuracyWithoutTta = Model.Evaluate(_data.Test, _batchSize, _threads, cancellationToken: _options.CancellationToken).Accuracy,
        };
    }

    Evaluation Test(ImageSet images) => Model.Evaluate(images, _batchSize, _threads, _recipe.TestTimeAugmentation, _options.CancellationToken);
}
