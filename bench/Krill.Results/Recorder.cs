using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krill.Files;

namespace Krill.Results;

/// <summary>Runs what is to be recorded, and writes the record.</summary>
internal sealed class Recorder(Repository repository, TextWriter messages)
{
    /// <summary>How a command is run; a test puts its own here.</summary>
    public Func<IReadOnlyList<string>, JsonObject> Run { get; init; } = words => CommandRunner.Run(repository, words);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the commands run on; a test puts its own here.</summary>
    public Machine Machine { get; init; } = Machine.This();

    /// <summary>Runs the commands that have not run yet, in order, and writes the record when all have.</summary>
    public FigureRecord Record(Request request)
    {
        string path = Path.Combine(repository.RecordsFolder, request.Name + ".json");
        FigureRecord? former = request.Extends ? Former(path) : null;
        IReadOnlyList<RecordedRun> kept = former?.Runs ?? [];
        var partial = new PartialRuns(repository, request.Name);
        IReadOnlyList<IReadOnlyList<string>> commands = request.Template.Commands;
        RequireSame(path, kept, commands, "Record it anew, without --extend.");
        RequireSame(partial.FilePath, partial.Runs, [.. commands.Skip(kept.Count)], "Delete the file to begin anew.");
        string commit = CommitOf(partial);
        for (int i = kept.Count + partial.Runs.Count; i < commands.Count; i++)
        {
            messages.WriteLine($"run {i + 1} of {commands.Count}: {CommandTemplate.Show(commands[i])}");
            JsonObject result = Run(commands[i]);
            string[] files = [.. request.Bars.Select(bar => bar.SameFile).OfType<string>()];
            Dictionary<string, string>? hashes =
                files.Length == 0 ? null : files.Distinct().ToDictionary(file => file, file => CommandRunner.HashOf(repository, result, file));

            result.Remove("event");
            RemoveFolders(result);
            partial.Add(new RecordedRun
            {
                Command = CommandTemplate.Show(commands[i]),
                Commit = commit,
                Date = Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Machine = Machine,
                Result = result,
                Files = hashes,
            });
        }

        Machine first = former?.Machine ?? partial.Runs[0].Machine ?? Machine;
        IEnumerable<RecordedRun> added = partial.Runs.Select(run => run with { Machine = run.Machine == first ? null : run.Machine });
        FigureRecord record = FigureRecord.Of(
            request.Name, request.Claim, request.Template.Text, first, [.. kept, .. added], request.Bars.Select(bar => bar.Text));
        AtomicFile.WriteText(path, JsonSerializer.Serialize(record, Json.File) + "\n");
        partial.Delete();
        return record;
    }

    /// <summary>Takes away the places of run folders, also those of trials: they are this machine's, not the figure's.</summary>
    static void RemoveFolders(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                members.Remove("run");
                foreach ((_, JsonNode? member) in members)
                {
                    RemoveFolders(member);
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                {
                    RemoveFolders(item);
                }

                break;
        }
    }

    string CommitOf(PartialRuns partial)
    {
        if (repository.IsDirty())
        {
            throw new RecordException("the tree has changes that no commit holds: a record must name the commit that gives its figure. Commit first.");
        }

        if (partial.Runs.Count == 0)
        {
            return repository.Commit();
        }

        string commit = partial.Runs[0].Commit;
        return repository.IsSameAs(commit)
            ? commit
            : throw new RecordException($"{partial.FilePath} holds runs of commit {commit}, which differs from this one. Go back to it, or delete the file to begin anew.");
    }

    static FigureRecord Former(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FigureRecord>(File.ReadAllText(path), Json.File) ?? throw new JsonException("it is null.");
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new RecordException($"{path} is no record that could be extended: {exception.Message} Record it without --extend.", exception);
        }
    }

    static void RequireSame(string path, IReadOnlyList<RecordedRun> runs, IReadOnlyList<IReadOnlyList<string>> commands, string cure)
    {
        for (int i = 0; i < runs.Count; i++)
        {
            if (i >= commands.Count || runs[i].Command != CommandTemplate.Show(commands[i]))
            {
                throw new RecordException($"{path} holds runs of another command: {runs[i].Command}. {cure}");
            }
        }
    }
}
