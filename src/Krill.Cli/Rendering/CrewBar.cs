using System.Globalization;
using Krill.Training;
using Spectre.Console;

namespace Krill.Cli.Rendering;

/// <summary>One bar for several trainings at a time: how many of them, or of their epochs, are done, and beside it where those at hand are.</summary>
/// <param name="bar">The bar.</param>
/// <param name="figures">What stands beside it.</param>
/// <param name="each">What one training is called, such as "trial".</param>
/// <param name="done">How far it is already.</param>
internal sealed class CrewBar(ProgressTask bar, FiguresColumn figures, string each, double done)
{
    readonly SortedDictionary<int, (double Share, string Text)> _running = [];
    readonly Dictionary<int, int> _epochs = [];
    double _done = done;

    /// <summary>Whether the bar is of epochs; else of trainings.</summary>
    public bool CountsEpochs { get; init; }

    public void Show(int number, TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case TrainingStarted started:
                _epochs[number] = started.Epochs;
                _running[number] = ((double)started.InitialEpoch / started.Epochs, Text($"{each} {number}: epoch {started.InitialEpoch + 1}"));
                break;
            case EpochEnded { Logs: var logs }:
                _done += CountsEpochs ? 1 : 0;
                double accuracy = logs.ValidationAccuracy ?? logs.Accuracy;
                _running[number] = ((double)logs.Epoch / _epochs[number], Text($"{each} {number}: epoch {logs.Epoch} {Figures.Short(accuracy)}"));
                break;
            default:
                return;
        }

        Draw();
    }

    /// <summary>Takes a training off that is done.</summary>
    public void End(int number)
    {
        _running.Remove(number);
        _done += CountsEpochs ? 0 : 1;
        Draw();
    }

    void Draw()
    {
        bar.Value = Math.Min(bar.MaxValue, _done + (CountsEpochs ? 0 : _running.Values.Sum(one => one.Share)));
        figures.Text = string.Join("  ", _running.Values.Select(one => one.Text));
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
