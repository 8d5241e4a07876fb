using System.CommandLine;
using System.Text.Json;
using Krill.Cli.CommandLine;
using Krill.Cli.Rendering;
using Krill.Data;

namespace Krill.Cli.Commands;

/// <summary><c>krill predict RUN FILE…|DIR</c>: what the network of a run, or an ensemble, takes pictures for.</summary>
internal sealed class PredictCommand
{
    const int UsualTop = 3;

    // Only this many images are in memory at once, however many there are.
    const int Most = 1024;

    readonly Argument<string> _run = new("run") { HelpName = "RUN", Description = "the folder of a run that krill train wrote, or of an ensemble." };
    readonly Argument<string[]> _pictures = new("pictures")
    {
        HelpName = "FILE|DIR",
        Description = "pictures, PNG or JPEG, or folders of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    readonly Option<int?> _top = CommonOptions.Number("--top", "K", $"Classes a picture, the most probable first; {UsualTop} by default.", 1, int.MaxValue);
    readonly Option<int?> _threads = CommonOptions.Threads();
    readonly Option<bool> _json = CommonOptions.Json();
    readonly Terminal _terminal;

    PredictCommand(Terminal terminal)
    {
        _terminal = terminal;
    }

    public static Command Create(Terminal terminal)
    {
        var predict = new PredictCommand(terminal);
        var command = new Command("predict", "Tells what the network of a run, or an ensemble, takes pictures for, each made an image as in training.")
        {
            predict._run, predict._pictures, predict._top, predict._threads, predict._json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(predict.Run(parsed, cancellation)));
        return command;
    }

    int Run(ParseResult parsed, CancellationToken cancellation)
    {
        bool json = parsed.GetValue(_json);
        string[] files = [.. parsed.GetRequiredValue(_pictures).SelectMany(FilesOf)];
        var classifier = PictureClassifier.Open(parsed.GetRequiredValue(_run), cancellation);
        int top = Math.Min(parsed.GetValue(_top) ?? UsualTop, classifier.ClassNames.Count);
        var lines = new JsonLines(_terminal.Output);
        int failed = 0;
        foreach (string[] some in files.Chunk(Most))
        {
            (byte[]?[] images, DataException?[] errors) = new PictureLoader(classifier.Form, null, cancellation).Read(some);
            byte[][] readable = [.. images.OfType<byte[]>()];
            Predictions? predictions = readable.Length > 0 ? classifier.Predict(readable, parsed.GetValue(_threads)) : null;
            for (int i = 0, row = 0; i < some.Length; i++)
            {
                if (errors[i] is { } error)
                {
                    _terminal.Error.WriteLine(error.Message);
                    failed++;
                    continue;
                }

                (string Class, float Probability)[] best = [.. Best(classifier.ClassNames, predictions!.Row(row++)).Take(top)];
                if (json)
                {
                    lines.Write("prediction", fields => Write(fields, some[i], best));
                }
                else
                {
                    _terminal.Output.WriteLine($"{some[i]}: {string.Join(", ", best.Select(one => $"{one.Class} {Figures.Short(one.Probability)}"))}");
                }
            }
        }

        if (json)
        {
            lines.Write("result", fields =>
            {
                fields.WriteString("recipe", classifier.Recipe);
                if (classifier.Members is { } members)
                {
                    fields.WriteNumber("members", members);
                }

                fields.WriteString("run", classifier.Folder);
                fields.WriteNumber("pictures", files.Length - failed);
                fields.WriteNumber("failed", failed);
            });
        }

        return failed > 0 ? ExitCode.BadData : ExitCode.Done;
    }

    static IReadOnlyList<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        IReadOnlyList<string> files = PictureFiles.In(path);
        return files.Count > 0 ? files : throw new FileNotFoundException($"krill predict: received \"{path}\", a folder without pictures; expected {PictureFiles.Kinds} files in it or below it.");
    }

    static IEnumerable<(string Class, float Probability)> Best(IReadOnlyList<string> names, ReadOnlySpan<float> probabilities)
    {
        float[] row = probabilities.ToArray();
        return names.Select((name, i) => (name, row[i])).OrderByDescending(one => one.Item2); // stable: the first of equals first
    }

    static void Write(Utf8JsonWriter json, string file, (string Class, float Probability)[] best)
    {
        json.WriteString("file", file);
        json.WriteString("class", best[0].Class);
        json.WriteFigure("probability", best[0].Probability);
        json.WriteStartArray("top");
        foreach ((string name, float probability) in best)
        {
            json.WriteStartObject();
            json.WriteString("class", name);
            json.WriteFigure("probability", probability);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
