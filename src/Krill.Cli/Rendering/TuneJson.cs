using System.Text.Json;
using Krill.Training;
using Krill.Tuning;

namespace Krill.Cli.Rendering;

/// <summary>The events of a tuning as JSON lines: what a trial raises has its number in the field <c>trial</c>.</summary>
internal static class TuneJson
{
    public static void Write(JsonLines lines, TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case TuningStarted started:
                lines.Write("start", json => Write(json, started));
                break;
            case TrialRaised raised:
                JsonRenderer.WriteProgress(lines, raised.Event, ("trial", raised.Trial));
                break;
            case TrialTrained trained:
                lines.Write("trial", json => Write(json, trained.Trial));
                break;
            case TuningEnded ended:
                lines.Write("result", json => Write(json, ended.Result));
                break;
        }
    }

    static void Write(Utf8JsonWriter json, TuningStarted started)
    {
        json.WriteString("recipe", started.Recipe);
        json.WriteString("dataset", started.Dataset);
        json.WriteString("algorithm", TuneLines.NameOf(started.Algorithm));
        json.WriteNumber("eta", started.Eta);
        json.WriteNumber("max_epochs", started.MaxEpochs);
        json.WriteNumber("trials", started.Trials);
        json.WriteNumber("trials_begun", started.TrialsBegun);
        json.WriteStartArray("brackets");
        foreach (Bracket bracket in started.Brackets)
        {
            json.WriteStartObject();
            json.WriteNumber("bracket", bracket.Number);
            json.WriteNumber("first_trial", bracket.FirstTrial);
            json.WriteNumber("epochs", bracket.Epochs);
            json.WriteStartArray("rungs");
            foreach (Rung rung in bracket.Rungs)
            {
                json.WriteStartObject();
                json.WriteNumber("trials", rung.Trials);
                json.WriteNumber("epochs", rung.Epochs);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("epochs", started.Epochs);
        json.WriteNumber("epochs_left", started.EpochsLeft);
        json.WriteFigure("estimated_seconds", started.EstimatedSeconds);
        json.WriteNumber("parallel", started.Parallel);
        json.WriteNumber("threads_each", started.ThreadsEach);
        json.WriteNumber("seed", started.Seed);
        json.WriteString("run", started.Run);
    }

    static void Write(Utf8JsonWriter json, Trial trial)
    {
        json.WriteNumber("trial", trial.Number);
        json.WriteNumber("bracket", trial.Bracket);
        json.WriteNumber("epochs", trial.Epochs);
        json.WriteNumber("best_epoch", trial.BestEpoch);
        json.WriteFigure("validation_accuracy", trial.ValidationAccuracy);
        json.WriteBoolean("default", trial.IsDefault);
        json.WriteBoolean("stopped", trial.IsStopped);
        json.WriteFigure("seconds", trial.Seconds);
        json.WriteStartObject("values");
        foreach ((string name, string value) in trial.Values)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteString("run", trial.Run);
    }

    static void Write(Utf8JsonWriter json, TuningResult result)
    {
        json.WriteString("recipe", result.Recipe);
        json.WriteString("dataset", result.Dataset);
        json.WriteString("algorithm", TuneLines.NameOf(result.Algorithm));
        json.WriteNumber("seed", result.Seed);
        json.WriteNumber("max_epochs", result.MaxEpochs);
        json.WriteNumber("epochs", result.Epochs);
        json.WriteFigure("seconds", result.Seconds);
        json.WriteStartObject("best");
        Write(json, result.Best);
        json.WriteEndObject();
        json.WriteStartArray("trials");
        foreach (Trial trial in result.Trials)
        {
            json.WriteStartObject();
            Write(json, trial);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteFigure("validation_accuracy", result.Best.ValidationAccuracy);
        json.WriteFigure("gain_over_defaults", result.Best.ValidationAccuracy - result.Trials.FirstOrDefault(trial => trial.IsDefault)?.ValidationAccuracy);
        json.WriteString("run", result.Run);
    }
}
