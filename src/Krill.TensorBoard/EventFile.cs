using System.Globalization;
using Google.Protobuf;
using Krill.EventFiles.Protos;

namespace Krill.EventFiles;

/// <summary>A file of events that grows: records of TensorFlow's kind, a message in each.</summary>
internal sealed class EventFile
{
    const string Version = "brain.Event:2";

    static int s_count;

    readonly string _path;
    readonly TimeProvider _clock;

    /// <summary>Starts a file with the event that states the version.</summary>
    /// <param name="folder">The folder, which is made where it is not there.</param>
    /// <param name="clock">What says the time.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public EventFile(string folder, TimeProvider clock)
    {
        _clock = clock;

        // TensorBoard takes files whose names have "tfevents" in them, in the order of the time behind it; the rest makes the name this process's and this file's.
        string name = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{clock.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref s_count)}.v2");
        _path = Path.Combine(Path.GetFullPath(folder), name);
        Write(folder: Path.GetDirectoryName(_path)!, new Event { FileVersion = Version });
    }

    /// <summary>Adds a summary of a step.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(long step, Summary summary) => Write(folder: null, new Event { Step = step, Summary = summary });

    void Write(string? folder, Event content)
    {
        content.WallTime = _clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        byte[] record = TfRecord.Of(content.ToByteArray());
        try
        {
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
            }

            // Opened for each record: nothing is left open when a training ends by an error.
            using var stream = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(record);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{_path}: received \"{exception.Message}\" when writing it; expected a place that takes new files. Check the permissions and the free space there, or "
                + "choose another folder.", exception);
        }
    }
}
