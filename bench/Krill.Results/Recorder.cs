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

    /// <summary>Runs the commands that have not run yet, in order, and writes the record when all have.</summary>
    public FigureRecord Record(Request request)
    {
        string path = Path.Combine(repository.RecordsFolder, request.Name + ".json");
        var partial = new PartialRuns(repository, request.Name);
        IReadOnlyList<IReadOnlyList<string>> commands = request.Template.Commands;
        RequireSame(partial, commands);
        string commit = CommitOf(partial);
        for (int i = partial.Runs.Count; i < commands.Count; i++)
        {
            messages.WriteLine($"run {i + 1} of {commands.Count}: {CommandTemplate.Show(commands[i])}");
            JsonObject result = Run(commands[i]);
            string[] files = [.. request.Bars.Select(bar => bar.SameFile).OfType<string>()];
            Dictionary<string, string>? hashes =
                files.Length == 0 ? null : files.Distinct().ToDictionary(file => file, file => CommandRunner.HashOf(repository, result, file));

            // The folder's place is this machine's, not the figure's.
            result.Remove("event");
            result.Remove("run");
            partial.Add(new RecordedRun
            {
                Command = CommandTemplate.Show(commands[i]),
                Commit = commit,
                Date = Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Result = result,
                Files = hashes,
            });
        }

        FigureRecord record = FigureRecord.Of(
            request.Name, request.Claim, request.Template.Text, Machine.This(), partial.Runs, request.Bars.Select(bar => bar.Text));
        AtomicFile.WriteText(path, JsonSerializer.Serialize(record, Json.File) + "\n");
        partial.Delete();
        return record;
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

    static void RequireSame(PartialRuns partial, IReadOnlyList<IReadOnlyList<string>> commands)
    {
        for (int i = 0; i < partial.Runs.Count; i++)
        {
            if (i >= commands.Count || partial.Runs[i].Command != CommandTemplate.Show(commands[i]))
            {
                throw new RecordException($"{partial.FilePath} holds runs of another command: {partial.Runs[i].Command}. Delete the file to begin anew.");
            }
        }
    }
}
