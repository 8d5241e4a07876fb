using System.Text.Json;
using Krill.Cli;
using Krill.Cli.CommandLine;
using Krill.Data;
using Krill.Images;

namespace Krill.Tests.Cli.Commands;

/// <summary>docs/json.md has the lines that the commands write.</summary>
public sealed class JsonPageTests : IDisposable
{
    // Elsewhere: training.md, ensembles.md, tuning.md.
    static readonly string[] s_otherPages = ["train", "ensemble", "tune"];

    // Before the lines of whichever command loads data.
    static readonly string[] s_loading = ["download", "reading", "message"];

    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Table_OfEachCommand_HasItsEventsAndTheirFields()
    {
        Line[] table = ReadTable();
        Dictionary<string, Call> calls = await CallAll();

        Assert.Equal(calls.Keys.Order(), table.Select(line => line.Command).Distinct().Order());
        foreach ((string command, Call call) in calls)
        {
            Assert.Equal((command, 0, ""), (command, call.ExitCode, call.Error));
            JsonElement[] events = [.. call.Events.Where(one => !s_loading.Contains(Kind(one)))];
            Line[] lines = [.. table.Where(line => line.Command == command)];
            Assert.Equal(lines.Select(line => line.Event), events.Select(Kind).Distinct());
            foreach (Line line in lines)
            {
                string[] written = [.. events.Where(one => Kind(one) == line.Event).SelectMany(FieldsOf).Distinct()];
                Assert.Equal(line.Fields, written.Except(line.AtTimes));
            }
        }
    }

    [Fact]
    public void Table_Commands_AreAllWithJson()
    {
        string[] commands = [.. new KrillCommandLine(new Terminal(TextWriter.Null, TextWriter.Null)).Root().Subcommands.Select(command => command.Name)];

        Assert.Equal(commands.Except(s_otherPages).Append("bench kernels").Order(), ReadTable().Select(line => line.Command).Distinct().Order());
    }

    async Task<Dictionary<string, Call>> CallAll()
    {
        string[] runs = [_data.In("a"), _data.In("b")];
        foreach (string run in runs)
        {
            Call train = await Call.Krill(
                "train", "quickstart", "--data", _data.Folder, "--epochs", "1", "--batch-size", "50", "--seed", $"{runs.IndexOf(run)}", "--no-report", "--out", run);
            Assert.Equal((0, ""), (train.ExitCode, train.Error));
        }

        string picture = _data.In("picture.png");
        PngFile.Write(picture, new Picture(new ImageShape(28, 28, 1), new byte[784]));
        string[][] commands =
        [
            ["evaluate", runs[0]],
            ["predict", runs[0], picture],
            ["find-lr", "quickstart", "--data", _data.Folder, "--batch-size", "50", "--steps", "10", "--out", _data.In("rates.svg")],
            ["report", runs[0]],
            ["compare", .. runs],
            ["summary", "quickstart"],
            ["recipes"],
            ["datasets"],
            ["preview", "digits", "--out", _data.In("preview.png")],
            ["info"],
            ["bench", "quickstart", "--seconds", "0.01", "--batch-size", "50"],
            ["bench", "kernels", "--recipe", "quickstart", "--seconds", "0.001"],
        ];
        var calls = new Dictionary<string, Call>();
        foreach (string[] command in commands)
        {
            calls[command[0] == "bench" && command[1] == "kernels" ? "bench kernels" : command[0]] = await Call.Krill([.. command, "--json"]);
        }

        return calls;
    }

    static string Kind(JsonElement line) => line.GetProperty("event").GetString()!;

    static IEnumerable<string> FieldsOf(JsonElement line) => line.EnumerateObject().Where(field => field.Name != "event").SelectMany(field =>
        field.Value.ValueKind == JsonValueKind.Array && field.Value.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Object)
            ? field.Value.EnumerateArray().SelectMany(one => one.EnumerateObject()).Select(inner => $"{field.Name}.{inner.Name}").Distinct()
            : [field.Name]);

    static Line[] ReadTable()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Krill.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return
        [
            .. File.ReadLines(Path.Combine(folder!, "docs", "json.md"))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('|'))
                .Select(cells => new Line(Names(cells[1])[0], Names(cells[2])[0], Names(cells[3]), Names(cells[4]))),
        ];
    }

    static string[] Names(string cell) => cell.Split(',').Select(name => name.Trim().Trim('`')).Where(name => name.Length > 0).ToArray();

    sealed record Line(string Command, string Event, string[] Fields, string[] AtTimes);
}
