using System.Text;
using System.Text.Json;
using Krill.Files;

namespace Krill.Results;

/// <summary>The runs of a recording that is not complete: a line each, so that a recording that was killed goes on where it was.</summary>
internal sealed class PartialRuns
{
    readonly string _path;
    readonly List<RecordedRun> _runs = [];

    public PartialRuns(Repository repository, string name)
    {
        _path = Path.Combine(repository.RecordsFolder, ".partial", name + ".jsonl");
        if (File.Exists(_path))
        {
            Read();
        }
    }

    public IReadOnlyList<RecordedRun> Runs => _runs;

    public string FilePath => _path;

    public void Add(RecordedRun run)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using var stream = new FileStream(_path, FileMode.Append);
        stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(run, Json.Line) + "\n"));
        stream.Flush(flushToDisk: true);
        _runs.Add(run);
    }

    public void Delete() => File.Delete(_path);

    void Read()
    {
        string text = File.ReadAllText(_path);

        // What stands behind the last line break was being written when the recording was killed.
        int end = text.LastIndexOf('\n') + 1;
        foreach (string line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                _runs.Add(JsonSerializer.Deserialize<RecordedRun>(line, Json.Line)!);
            }
            catch (JsonException exception)
            {
                throw new RecordException($"{_path}: a line is no run. Delete the file to begin anew.", exception);
            }
        }

        if (end < text.Length)
        {
            AtomicFile.WriteText(_path, text[..end]);
        }
    }
}
