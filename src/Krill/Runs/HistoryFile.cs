using System.Text;
using Krill.Files;

namespace Krill.Runs;

/// <summary>A file with a line for each epoch, which is whole at any instant: it is written anew each time.</summary>
internal sealed class HistoryFile
{
    readonly string _path;
    readonly StringBuilder _text = new();
    bool _isSaved;

    public HistoryFile(string path, string? previous = null)
    {
        _path = path;
        _text.Append(previous ?? HistoryCsv.Header + "\n");
    }

    public void Add(in EpochLogs logs)
    {
        _text.Append(HistoryCsv.Row(logs)).Append('\n');
        _isSaved = false;
    }

    /// <summary>Writes what has been added since it was last written.</summary>
    public void Save()
    {
        if (!_isSaved)
        {
            AtomicFile.WriteText(_path, _text.ToString());
            _isSaved = true;
        }
    }
}
