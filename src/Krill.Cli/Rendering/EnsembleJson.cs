using System.Text.Json;
using Krill.Ensembles;
using Krill.Training;

namespace Krill.Cli.Rendering;

/// <summary>The events of an ensemble as JSON lines: what a member raises has its number in the field <c>member</c>.</summary>
internal static class EnsembleJson
{
    public static void Write(JsonLines lines, TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case EnsembleStarted started:
                lines.Write("start", json => Write(json, started));
                break;
            case MemberRaised raised:
                JsonRenderer.WriteProgress(lines, raised.Event, ("member", raised.Member));
                break;
            case MemberEnded ended:
                lines.Write("member", json => Write(json, ended.Member));
                break;
            case EnsembleEnded ended:
                lines.Write("result", json => Write(json, ended.Result));
                break;
        }
    }

    static void Write(Utf8JsonWriter json, EnsembleStarted started)
    {
        json.WriteString("recipe", started.Recipe);
        json.WriteString("dataset", started.Dataset);
        json.WriteNumber("members", started.Members);
        json.WriteNumber("members_done", started.MembersDone);
        json.WriteNumber("parallel", started.Parallel);
        json.WriteNumber("threads_each", started.ThreadsEach);
        json.WriteNumber("epochs", started.Epochs);
        json.WriteNumber("seed", started.Seed);
        json.WriteString("precision", started.Precision);
        json.WriteString("run", started.Run);
    }

    static void Write(Utf8JsonWriter json, EnsembleMember member)
    {
        json.WriteNumber("member", member.Number);
        json.WriteNumber("seed", member.Seed);
        json.WriteNumber("epochs", member.Epochs);
        json.WriteNumber("best_epoch", member.BestEpoch);
        json.WriteFigure("seconds", member.Seconds);
        json.WriteFigure("validation_accuracy", member.ValidationAccuracy);
        if (member.TestAccuracy is not null)
        {
            json.WriteFigure("test_accuracy", member.TestAccuracy);
        }

        json.WriteString("run", member.Run);
    }

    static void Write(Utf8JsonWriter json, EnsembleResult result)
    {
        json.WriteString("recipe", result.Recipe);
        json.WriteString("dataset", result.Dataset);
        json.WriteNumber("parameters", result.Parameters);
        json.WriteNumber("members", result.Members.Count);
        json.WriteNumber("seed", result.Seed);
        json.WriteString("precision", result.Precision);
        json.WriteFigure("seconds", result.Seconds);
        json.WriteNumber("test_images", result.TestImages);
        json.WriteFigure("validation_accuracy", result.ValidationAccuracy);
        json.WriteFigure("test_loss", result.TestLoss);
        json.WriteFigure("test_accuracy", result.TestAccuracy);
        json.WriteFigure("single_mean", result.SingleMean);
        json.WriteFigure("single_standard_deviation", result.SingleStandardDeviation);
        json.WriteStartArray("single");
        foreach (EnsembleMember member in result.Members)
        {
            json.WriteStartObject();
            Write(json, member);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sizes");
        foreach (EnsembleSize size in result.Sizes)
        {
            json.WriteStartObject();
            json.WriteNumber("members", size.Members);
            json.WriteFigure("validation_accuracy", size.ValidationAccuracy);
            json.WriteFigure("test_loss", size.TestLoss);
            json.WriteFigure("test_accuracy", size.TestAccuracy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("run", result.Run);
    }
}
