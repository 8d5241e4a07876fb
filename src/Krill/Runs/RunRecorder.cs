using Krill.Callbacks;
using Krill.Training;
using Krill.Weights;

namespace Krill.Runs;

/// <summary>Records a training in its folder.</summary>
/// <remarks>
/// Epochs of small networks take milliseconds, writing to a disk takes longer: so the best weights are kept in memory, and the files follow at most once a
/// second.
/// </remarks>
internal sealed class RunRecorder(RunFolder folder, Metric? monitor) : Callback
{
    readonly Throttle _throttle = new(TimeProvider.System, TimeSpan.FromSeconds(1));
    HistoryFile? _history;
    ParameterSnapshot? _bestWeights;
    Metric _monitor;
    double _best;
    bool _hasNewBest;
    bool _hasFiles;

    public override void OnTrainBegin(TrainingContext context)
    {
        _monitor = monitor ?? (context.HasValidation ? Metric.ValidationAccuracy : Metric.Loss);
        context.Require(_monitor);
        _best = _monitor.Worst();
        _hasNewBest = false;
        _hasFiles = false;
        _bestWeights = new ParameterSnapshot(context.Model);
        _history = new HistoryFile(folder.HistoryPath);
        _history.Save();
    }

    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        _history!.Add(logs);
        double current = logs[_monitor] ?? double.NaN;
        // The first epoch is the best so far even where its figure is no number, so that there always is a best.
        if (_monitor.IsBetter(current, _best) || context.History.Count == 1)
        {
            _best = double.IsNaN(current) ? _best : current;
            _bestWeights!.Take();
            _hasNewBest = true;
        }

        if (!_hasFiles || _throttle.IsDue())
        {
            Save(context.Model);
        }
    }

    public override void OnTrainEnd(TrainingContext context) => Save(context.Model);

    void Save(Model model)
    {
        _hasFiles = true;
        _history!.Save();
        model.SaveWeights(folder.PathOf(RunWeights.Last));
        if (_hasNewBest)
        {
            _bestWeights!.Save(folder.PathOf(RunWeights.Best));
            _hasNewBest = false;
        }
    }
}
