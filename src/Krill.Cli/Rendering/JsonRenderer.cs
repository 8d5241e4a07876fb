using System.Text.Json;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Cli.Rendering;

/// <summary>JSON lines for programs.</summary>
internal sealed class JsonRenderer(TextWriter output) : IRenderer
{
    readonly JsonLines _lines = new(output);
    string? _file;

    public T During<T>(Func<T> session) => session();

    public void Show(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case DownloadProgressed { Progress: var progress } when progress.File != _file:
                _file = progress.File;
                _lines.Write("download", json =>
                {
                    json.WriteString("dataset", progress.Dataset);
                    json.WriteString("file", progress.File);
                    json.WriteNumber("bytes", progress.Total);
                });
                break;
            case PicturesRead { Progress: var progress } when progress.Folder != _file:
                _file = progress.Folder;
                _lines.Write("reading", json =>
                {
                    json.WriteString("dataset", progress.Folder);
                    json.WriteNumber("pictures", progress.Total);
                });
                break;
            case SessionStarted started:
                _lines.Write("start", json => Write(json, started));
                break;
            case EpochEnded or MessageRaised:
                WriteProgress(_lines, trainingEvent);
                break;
            case SessionEnded ended:
                _lines.Write("result", json => Write(json, ended.Result));
                break;
            default:
                EnsembleJson.Write(_lines, trainingEvent);
                TuneJson.Write(_lines, trainingEvent);
                break;
        }
    }

    /// <summary>What a training raises on its way: epochs and messages.</summary>
    /// <param name="lines">Where to.</param>
    /// <param name="trainingEvent">What was raised; nothing is written of others.</param>
    /// <param name="part">The number of the training among several, under a name; none by default.</param>
    public static void WriteProgress(JsonLines lines, TrainingEvent trainingEvent, (string Name, int Number)? part = null)
    {
        switch (trainingEvent)
        {
            case EpochEnded ended:
                lines.Write("epoch", json =>
                {
                    WritePart(json, part);
                    Write(json, ended.Logs);
                });
                break;
            case MessageRaised message:
                lines.Write("message", json =>
                {
                    WritePart(json, part);
                    Write(json, message);
                });
                break;
        }
    }

    static void WritePart(Utf8JsonWriter json, (string Name, int Number)? part)
    {
        if (part is var (name, number))
        {
            json.WriteNumber(name, number);
        }
    }

    static void Write(Utf8JsonWriter json, SessionStarted started)
    {
        json.WriteString("recipe", started.Recipe);
        json.WriteString("dataset", started.Dataset);
        json.WriteNumber("parameters", started.Parameters);
        json.WriteNumber("total_parameters", started.TotalParameters);
        json.WriteNumber("epochs", started.Epochs);
        json.WriteNumber("batch_size", started.BatchSize);
        json.WriteNumber("learning_rate", started.LearningRate);
        json.WriteNumber("seed", started.Seed);
        json.WriteNumber("threads", started.Threads);
        json.WriteString("precision", started.Precision);
        json.WriteString("kernels", started.Kernels);
        json.WriteNumber("training_images", started.TrainingImages);
        json.WriteNumber("validation_images", started.ValidationImages);
        json.WriteNumber("test_images", started.TestImages);
        json.WriteStrings("augmentation", started.Augmentation);
        json.WriteString("run", started.Run);
    }

    static void Write(Utf8JsonWriter json, MessageRaised message)
    {
        json.WriteString("source", message.Source);
        json.WriteString("text", message.Text);
        json.WriteBoolean("warning", message.IsWarning);
    }

    static void Write(Utf8JsonWriter json, EpochLogs epoch)
    {
        json.WriteNumber("epoch", epoch.Epoch);
        json.WriteFigure("loss", epoch.Loss);
        json.WriteFigure("accuracy", epoch.Accuracy);
        json.WriteFigure("validation_loss", epoch.ValidationLoss);
        json.WriteFigure("validation_accuracy", epoch.ValidationAccuracy);
        json.WriteNumber("learning_rate", epoch.LearningRate);
        json.WriteFigure("seconds", epoch.TrainingSeconds);
        json.WriteFigure("validation_seconds", epoch.ValidationSeconds);
        json.WriteFigure("images_per_second", epoch.ImagesPerSecond);
    }

    static void Write(Utf8JsonWriter json, RecipeResult result)
    {
        json.WriteString("recipe", result.Recipe);
        json.WriteString("dataset", result.Dataset);
        json.WriteNumber("parameters", result.Parameters);
        json.WriteNumber("total_parameters", result.TotalParameters);
        json.WriteNumber("epochs", result.Epochs);
        json.WriteNumber("best_epoch", result.BestEpoch);
        json.WriteNumber("batch_size", result.BatchSize);
        json.WriteNumber("seed", result.Seed);
        json.WriteNumber("threads", result.Threads);
        json.WriteString("precision", result.Precision);
        json.WriteString("kernels", result.Kernels);
        json.WriteFigure("seconds", result.Seconds);
        json.WriteFigure("training_seconds", result.TrainingSeconds);
        json.WriteFigure("images_per_second", result.ImagesPerSecond);
        json.WriteFigure("loss", result.Loss);
        json.WriteFigure("accuracy", result.Accuracy);
        json.WriteFigure("validation_accuracy", result.ValidationAccuracy);
        WriteIfAny(json, "validation_accuracy_without_tta", result.ValidationAccuracyWithoutTta);
        json.WriteFigure("test_loss", result.TestLoss);
        json.WriteFigure("test_accuracy", result.TestAccuracy);
        WriteIfAny(json, "test_accuracy_without_tta", result.TestAccuracyWithoutTta);
        json.WriteString("run", result.Run);
    }

    /// <summary>Only recipes with test-time augmentation have these.</summary>
    static void WriteIfAny(Utf8JsonWriter json, string name, double? figure)
    {
        if (figure is not null)
        {
            json.WriteFigure(name, figure);
        }
    }
}
