using Krill.Callbacks;
using Krill.Weights;

namespace Krill.Runs;

/// <summary>Records a training in its folder, and lets one that was killed go on.</summary>
/// <remarks>
/// <para>Epochs of small networks take milliseconds, writing to a disk takes longer: so the best weights are kept in memory, and the files follow at most once a
/// second, and so seldom that writing takes a twentieth of the time at most.</para>
/// <para>The checkpoint is the one file that counts. It has the best weights too where their own file has not: that one is replaced only once a checkpoint holds
/// what it will hold. So a process that is killed between two files leaves what fits together, and best weights are written once.</para>
/// </remarks>
internal sealed class RunRecorder(RunFolder folder, Metric? monitor) : Callback
{
    const double LeastSeconds = 1;
    const double WritesOverSeconds = 20;

    long _saved;
    double _interval;
    HistoryFile? _history;
    ParameterSnapshot? _bestWeights;
    Metric _monitor;
    double _best;
    bool _hasNewBest;
    bool _hasFiles;

    public override void OnTrainBegin(TrainingContext context)
    {
        if (context.Callbacks[^1] != this)
        {
            throw new ArgumentException(
                $"RunFolder.Recorder: received a training with {context.Callbacks[^1].GetType().Name} behind the recorder; expected the recorder to be the last callback, "
                + "as it records what the others have made of an epoch. Add it last.");
        }

        _monitor = monitor ?? (context.HasValidation ? Metric.ValidationAccuracy : Metric.Loss);
        context.Require(_monitor);
        _best = _monitor.Worst();
        _hasNewBest = false;
        _hasFiles = false;
        _bestWeights = new ParameterSnapshot(context.Model);
        if (File.Exists(folder.CheckpointPath))
        {
            TrainingCheckpoint.Restore(folder.CheckpointPath, context, folder.PathOf(RunWeights.Best));
            File.Delete(folder.PathOf(RunWeights.Last)); // of where it was stopped
        }

        _history = new HistoryFile(folder.HistoryPath);
        foreach (EpochLogs logs in context.History)
        {
            _history.Add(logs);
        }

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

        if (!_hasFiles || context.IsLast(logs.Epoch) || context.Clock.GetElapsedTime(_saved).TotalSeconds > _interval)
        {
            Save(context);
        }
    }

    public override void SaveState(SavedState state)
    {
        state["best"] = _best;
        state.SetWeights("best_weights", _bestWeights!);
    }

    /// <summary>The best weights may be in the checkpoint only, so their file is to be written again.</summary>
    public override void LoadState(SavedState state, TrainingContext context)
    {
        _best = state["best"];
        state.GetWeights("best_weights", _bestWeights!);
        _bestWeights!.Save(folder.PathOf(RunWeights.Best));
    }

    public override void OnTrainEnd(TrainingContext context)
    {
        _history!.Save();
        context.Model.SaveWeights(folder.PathOf(RunWeights.Last));
    }

    void Save(TrainingContext context)
    {
        long start = context.Clock.GetTimestamp();
        _hasFiles = true;
        TrainingCheckpoint.Save(folder.CheckpointPath, context, _hasNewBest ? null : _bestWeights);
        if (_hasNewBest)
        {
            _bestWeights!.Save(folder.PathOf(RunWeights.Best));
            _hasNewBest = false;
        }

        _history!.Save();
        _saved = context.Clock.GetTimestamp();
        _interval = Math.Max(LeastSeconds, WritesOverSeconds * context.Clock.GetElapsedTime(start, _saved).TotalSeconds);
    }
}
