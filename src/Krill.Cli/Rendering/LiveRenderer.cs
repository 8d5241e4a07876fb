using Krill.Data;
using Krill.Ensembles;
using Krill.Recipes;
using Krill.Training;
using Krill.Tuning;
using Spectre.Console;

namespace Krill.Cli.Rendering;

/// <summary>A display for a person at a terminal: a line an epoch, and below it a bar of the epoch at hand with its figures so far.</summary>
internal sealed class LiveRenderer(IAnsiConsole console) : IRenderer
{
    readonly FiguresColumn _figures = new();
    ProgressContext? _context;
    ProgressTask? _bar;
    string[] _results = [];
    CrewBar? _crew;
    string? _file;
    int _epochs;

    /// <summary>In characters; a narrow terminal has room for the figures only. The display must stay one line high, or what is written above it would overlap it.</summary>
    int BarWidth => console.Profile.Width < 60 ? 0 : Math.Min(console.Profile.Width / 4, 30);

    public T During<T>(Func<T> session)
    {
        Progress progress = console.Progress().AutoClear(true).HideCompleted(true);
        progress.Columns(BarWidth > 0
            ? [new TaskDescriptionColumn(), new ProgressBarColumn { Width = BarWidth }, _figures]
            : [new TaskDescriptionColumn(), _figures]);
        T result = progress.Start(context =>
        {
            _context = context;
            return session();
        });

        // Below the bar's place, once it is cleared.
        WriteResults();
        return result;
    }

    public void Show(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case DownloadProgressed { Progress: var progress }:
                ShowDownload(progress.File, progress.Bytes, progress.Total);
                break;
            case PicturesRead { Progress: var progress }:
                ShowReading(progress);
                break;
            case SessionStarted started:
                Write(Lines.Start(started), "bold");
                break;
            case TrainingStarted started:
                _epochs = started.Epochs;
                break;
            case EpochStarted started:
                Replace($"epoch {started.Epoch}/{_epochs}", 1);
                _figures.Text = "";
                break;
            case BatchEnded ended:
                ShowBatch(ended);
                break;
            case EpochEnded ended:
                Write([TrainingLines.Epoch(ended.Logs, _epochs, console.Profile.Width - 1)]);
                break;
            case MessageRaised message:
                Write([TrainingLines.Message(message)], message.IsWarning ? "yellow" : "grey");
                break;
            case TrainingEnded:
                Replace("testing", 1);
                _bar!.IsIndeterminate = true;
                _figures.Text = "";
                break;
            case SessionEnded ended:
                _results = [.. Lines.Result(ended.Result)];
                break;
            case EnsembleStarted started:
                Write(EnsembleLines.Start(started), "bold");
                Replace("members", started.Members);
                _crew = new CrewBar(_bar!, _figures, "member", started.MembersDone);
                break;
            case MemberRaised { Event: MessageRaised { IsWarning: true } message } raised:
                Write([$"member {raised.Member}: {TrainingLines.Message(message)}"], "yellow");
                break;
            case MemberRaised raised:
                _crew!.Show(raised.Member, raised.Event);
                break;
            case MemberEnded ended:
                _crew!.End(ended.Member.Number);
                Write([EnsembleLines.Member(ended.Member, (int)_bar!.MaxValue)]);
                break;
            case EnsembleEnded ended:
                _results = [.. EnsembleLines.Result(ended.Result)];
                break;
            case TuningStarted started:
                Write(TuneLines.Start(started), "bold");
                Replace("epochs", started.Epochs);
                _crew = new CrewBar(_bar!, _figures, "trial", 0) { CountsEpochs = true };
                break;
            case TrialRaised { Event: MessageRaised { IsWarning: true } message } raised:
                Write([$"trial {raised.Trial}: {TrainingLines.Message(message)}"], "yellow");
                break;
            case TrialRaised raised:
                _crew!.Show(raised.Trial, raised.Event);
                break;
            case TrialTrained trained:
                _crew!.End(trained.Trial.Number);
                Write([TuneLines.Trial(trained.Trial)]);
                break;
            case TuningEnded ended:
                _results = [.. TuneLines.Result(ended.Result)];
                break;
        }
    }

    /// <summary>Below the bar's place, once it is cleared; the last line is what matters.</summary>
    void WriteResults()
    {
        if (_results.Length > 0)
        {
            Write(_results[..^1]);
            Write(_results[^1..], "bold green");
            _results = [];
        }
    }

    void ShowDownload(string file, long bytes, long total)
    {
        if (file != _file)
        {
            _file = file;
            Replace($"fetching {file}", total);
        }

        _bar!.Value = bytes;
        _figures.Text = $"{Figures.Megabytes(bytes)} of {Figures.Megabytes(total)}";
    }

    void ShowReading(FolderProgress progress)
    {
        if (progress.Folder != _file)
        {
            _file = progress.Folder;
            Replace($"reading {progress.Folder}", progress.Total);
        }

        _bar!.Value = progress.Pictures;
        _figures.Text = $"{Figures.Count(progress.Pictures)} of {Figures.Count(progress.Total)} pictures";
    }

    void ShowBatch(BatchEnded ended)
    {
        _bar!.MaxValue = ended.Batches;
        _bar.Value = ended.Batch;
        const int Gaps = 6; // around and between the columns
        _figures.Text = TrainingLines.Batch(ended, console.Profile.Width - _bar.Description.Length - BarWidth - Gaps);
    }

    void Replace(string description, double greatest)
    {
        if (_bar is { } done)
        {
            done.Value = done.MaxValue;
            done.StopTask();
        }

        _bar = _context!.AddTask(Markup.Escape(description), autoStart: true, maxValue: greatest);
    }

    /// <summary>Writes above the bar. Its place is overwritten, not erased, so every row is as wide as the terminal.</summary>
    void Write(IEnumerable<string> lines, string style = "default")
    {
        int width = console.Profile.Width - 1;
        foreach (string row in lines.SelectMany(line => Lines.Wrap(line, width)))
        {
            console.WriteLine(row.PadRight(width), Style.Parse(style));
        }
    }
}
