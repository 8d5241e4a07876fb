using Krill.Ensembles;
using Krill.Recipes;
using Krill.Training;
using Krill.Tuning;

namespace Krill.Cli.Rendering;

/// <summary>Lines for a pipe or a file: one an epoch, no control characters.</summary>
internal sealed class PlainRenderer(TextWriter output) : IRenderer
{
    string? _file;
    int _epochs;
    int _members;

    public T During<T>(Func<T> session) => session();

    public void Show(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case DownloadProgressed { Progress: var progress } when progress.File != _file:
                _file = progress.File;
                output.WriteLine($"fetching {progress.File} of {progress.Dataset} ({Figures.Megabytes(progress.Total)})");
                break;
            case PicturesRead { Progress: var progress } when progress.Folder != _file:
                _file = progress.Folder;
                output.WriteLine(Lines.Reading(progress));
                break;
            case SessionStarted started:
                Write(Lines.Start(started));
                break;
            case TrainingStarted started:
                _epochs = started.Epochs;
                break;
            case EpochEnded ended:
                output.WriteLine(TrainingLines.Epoch(ended.Logs, _epochs));
                break;
            case MessageRaised message:
                output.WriteLine(TrainingLines.Message(message));
                break;
            case SessionEnded ended:
                Write(Lines.Result(ended.Result));
                break;
            case EnsembleStarted started:
                _members = started.Members;
                Write(EnsembleLines.Start(started));
                break;
            case MemberRaised { Event: MessageRaised { IsWarning: true } message } raised:
                output.WriteLine($"member {raised.Member}: {TrainingLines.Message(message)}");
                break;
            case MemberEnded ended:
                output.WriteLine(EnsembleLines.Member(ended.Member, _members));
                break;
            case EnsembleEnded ended:
                Write(EnsembleLines.Result(ended.Result));
                break;
            case TuningStarted started:
                Write(TuneLines.Start(started));
                break;
            case TrialRaised { Event: MessageRaised { IsWarning: true } message } raised:
                output.WriteLine($"trial {raised.Trial}: {TrainingLines.Message(message)}");
                break;
            case TrialTrained trained:
                output.WriteLine(TuneLines.Trial(trained.Trial));
                break;
            case TuningEnded ended:
                Write(TuneLines.Result(ended.Result));
                break;
        }
    }

    void Write(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            output.WriteLine(line);
        }
    }
}
