using System.Globalization;
using Krill.Callbacks;
using Krill.Data;
using Krill.Planning;

namespace Krill.Training;

/// <summary>One training, from the first step to the last event.</summary>
/// <remarks>Once warm, a step allocates nothing on this side: what an epoch allocates is its events.</remarks>
internal sealed class TrainingSession : IDisposable
{
    readonly FitOptions _options;
    readonly IExecutor _executor;
    readonly TrainingContext _context;
    readonly Callback[] _callbacks;
    readonly Loader _loader;
    readonly EvaluationPass? _validation;
    readonly Throttle _throttle;
    readonly int _images;
    readonly Optimizers.WeightAverage? _average;
    readonly Optimizers.WeightAverages? _averages;
    bool _hasWarned, _hasLooked;
    int _begun;
    long _stepsBefore;

    public TrainingSession(Model model, Optimizers.Optimizer optimizer, ImageSet train, FitOptions options, IExecutor executor)
    {
        _options = options;
        _executor = executor;
        _callbacks = [.. options.Callbacks];
        _images = train.Count;
        _average = optimizer as Optimizers.WeightAverage;
        _averages = _average is null ? null : model.StateOf(optimizer).Averages;
        _throttle = new Throttle(options.Clock, TimeSpan.FromMilliseconds(100));
        _loader = new Loader(train, new LoaderOptions
        {
            BatchSize = options.BatchSizeFor(train.Count),
            Shuffle = options.Shuffle,
            Seed = options.Seed,
            DropRemainder = options.DropRemainder,
            Augmentation = options.Augmentation,
            LeavesReading = true,
        });
        _context = new TrainingContext(model, optimizer, options, _loader.Batches, train) { Callbacks = _callbacks };
        if (options.Validation is { } validation)
        {
            _validation = new EvaluationPass(executor, validation, options.BatchSize, options.Clock);
        }
    }

    public History Run()
    {
        try
        {
            Begin();
            for (int epoch = _context.EpochsDone + 1; epoch <= _options.LastEpoch && !_context.IsStopping && !IsCancelled; epoch++)
            {
                RunEpoch(epoch);
            }

            End();
        }
        finally
        {
            TearDown();
        }

        _options.CancellationToken.ThrowIfCancellationRequested();
        return _context.History;
    }

    public void Dispose()
    {
        _loader.Dispose();
        _validation?.Dispose();
    }

    /// <summary>Steps of this training that are done; the executor, for its random numbers, counts those before too.</summary>
    long Steps => _executor.Steps - _stepsBefore;

    bool IsCancelled => _options.CancellationToken.IsCancellationRequested;

    void Begin()
    {
        foreach (Callback callback in Each())
        {
            if (callback.Needed is { } metric)
            {
                _context.Require(metric);
            }
        }

        foreach (Callback callback in Each())
        {
            callback.OnTrainBegin(_context);
            _begun++;
        }

        // A recorder has made the training go on, if it had been killed.
        _stepsBefore = (long)_context.EpochsBefore * _loader.Batches;
        _executor.Steps = _stepsBefore + ((long)_context.EpochsDone * _loader.Batches);
        _averages?.Begin(isFirst: _context.Optimizer.Iterations == 0, goesOn: _context.EpochsDone > 0);
        _options.Raise(new TrainingStarted
        {
            Epochs = _options.Epochs,
            InitialEpoch = _context.EpochsDone,
            Batches = _loader.Batches,
            BatchSize = _context.BatchSize,
            Images = _images,
            ValidationImages = _options.Validation?.Count ?? 0,
            Threads = _options.Threads,
            Seed = _options.Seed,
        });
        if (_context.Model.Loss?.MisfitOf(_context.Model.Output) is { } misfit)
        {
            _context.Report(misfit, isWarning: true);
        }
    }

    void RunEpoch(int epoch)
    {
        _averages?.TakeOutOfModel();
        foreach (Callback callback in Each())
        {
            callback.OnEpochBegin(epoch, _context);
        }

        _options.Raise(new EpochStarted(epoch));
        long start = _options.Clock.GetTimestamp();
        Totals totals = Train(epoch, start);
        double trainingSeconds = SecondsSince(start);
        if (IsCancelled)
        {
            return;
        }

        // What is validated and saved is what the training is for.
        _averages?.PutIntoModel();
        Evaluation? validation = _validation?.Run(_options.CancellationToken);
        if (IsCancelled)
        {
            return;
        }

        var logs = new EpochLogs
        {
            Epoch = epoch,
            Loss = totals.Loss,
            Accuracy = totals.Accuracy,
            ValidationLoss = validation?.Loss,
            ValidationAccuracy = validation?.Accuracy,
            LearningRate = _context.LearningRate,
            Images = totals.Images,
            TrainingSeconds = trainingSeconds,
            ValidationSeconds = validation?.Seconds ?? 0,
        };
        _context.Add(logs);
        foreach (Callback callback in Each())
        {
            callback.OnEpochEnd(logs, _context);
        }

        _options.Raise(new EpochEnded(logs));
    }

    Totals Train(int epoch, long start)
    {
        var totals = default(Totals);
        int number = 0;
        _context.Model.EpochsTrained = _context.EpochsBefore + epoch;
        _loader.StartEpoch(_context.Model.EpochsTrained - 1);
        while (!IsCancelled && _loader.TryNext(out Batch? batch))
        {
            foreach (Callback callback in Each())
            {
                callback.OnBatchBegin(Steps, _context);
            }

            if (_average is not null)
            {
                _average.Time = new TrainingTime(Steps + 1, _loader.Batches, _options.Epochs);
            }

            BatchResult result;
            using (batch)
            {
                result = _executor.Train(batch.Input, batch.Targets, batch.Count);
            }

            number++;
            totals.Add(result);
            if (!_hasLooked)
            {
                _hasLooked = true;
                WarnOfNoGradient();
            }

            EndBatch(new BatchLogs
            {
                Epoch = epoch,
                Batch = number,
                Step = Steps,
                Loss = (result.LossSum / result.Count) + result.Penalty,
                Accuracy = result.Correct / result.Count,
                Images = result.Count,
            });
            if (_options.OnEvent is { } listener && _throttle.IsDue())
            {
                listener(new BatchEnded
                {
                    Epoch = epoch,
                    Batch = number,
                    Batches = _loader.Batches,
                    Loss = totals.Loss,
                    Accuracy = totals.Accuracy,
                    ImagesPerSecond = totals.Images / Math.Max(SecondsSince(start), 1e-9),
                });
            }

            if (_context.IsStopping)
            {
                break;
            }
        }

        return totals;
    }

    /// <summary>What a framework mostly passes over in silence: that a part of the network cannot learn, since nothing leads from it to the loss but steps.</summary>
    void WarnOfNoGradient()
    {
        IReadOnlyList<Layers.Parameter> without = _executor.WithoutGradient;
        if (without.Count > 0)
        {
            const int Most = 8;
            string names = string.Join(", ", without.Take(Most).Select(parameter => parameter.FullName)) + (without.Count > Most ? ", …" : "");
            int all = _context.Model.Parameters.Count(parameter => parameter.IsTrainable);
            _context.Report(
                $"no gradient reaches {without.Count} of the {all} parameters that are to be trained: {names}. They stay as they are. "
                + "Rounding hands no gradient on unless it is RoundGradient.StraightThrough; freeze what is not to be trained.",
                isWarning: true);
        }
    }

    void EndBatch(in BatchLogs logs)
    {
        if (!double.IsFinite(logs.Loss) && !_hasWarned)
        {
            _hasWarned = true;
            _context.Report(
                string.Create(CultureInfo.InvariantCulture, $"the loss became {logs.Loss} in batch {logs.Batch} of epoch {logs.Epoch}; expected a finite number. The network learns nothing from here on: ")
                + "give a smaller learning rate, check the images for values that are not numbers, or add TerminateOnNaN to stop at once.",
                isWarning: true);
        }

        foreach (Callback callback in Each())
        {
            callback.OnBatchEnd(logs, _context);
        }
    }

    void End()
    {
        _averages?.PutIntoModel();
        _context.History.End = IsCancelled ? TrainingEnd.Cancelled : _context.IsStopping ? TrainingEnd.Stopped : TrainingEnd.Completed;
        foreach (Callback callback in Each())
        {
            callback.OnTrainEnd(_context);
        }

        _options.Raise(new TrainingEnded(_context.History));
    }

    void TearDown()
    {
        while (_begun > 0)
        {
            _begun--;
            _context.Caller = _callbacks[_begun];
            _callbacks[_begun].TearDown(_context);
        }
    }

    double SecondsSince(long start) => _options.Clock.GetElapsedTime(start).TotalSeconds;

    CallbackRun Each() => new(_callbacks, _context);

    /// <summary>Goes through the callbacks and notes who is being called, for messages; a structure, so that it allocates nothing.</summary>
    struct CallbackRun(Callback[] callbacks, TrainingContext context)
    {
        int _next;

        public readonly Callback Current => callbacks[_next - 1];

        public readonly CallbackRun GetEnumerator() => this;

        public bool MoveNext()
        {
            context.Caller = _next < callbacks.Length ? callbacks[_next] : null;
            return _next++ < callbacks.Length;
        }
    }
}
