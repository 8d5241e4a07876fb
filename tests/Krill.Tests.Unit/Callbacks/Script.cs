using Krill.Callbacks;
using Krill.Optimizers;
using Krill.Tests.Unit.Training;
using Krill.Training;

namespace Krill.Tests.Unit.Callbacks;

/// <summary>Plays scripted figures of epochs to a callback, as a training would.</summary>
sealed class Script
{
    readonly List<string> _messages = [];
    readonly FitOptions _options;

    public Script(float learningRate = 0.001f)
    {
        Optimizer = new SGD(learningRate);
        _options = new FitOptions
        {
            Epochs = 99,
            Validation = Fixture.Images(3),
            OnEvent = raised => _messages.Add(((MessageRaised)raised).Text),
        };
    }

    public Model Model { get; } = new Fixture().Model;

    public Optimizer Optimizer { get; }

    public IReadOnlyList<string> Messages => _messages;

    /// <summary>The learning rate of each epoch played last.</summary>
    public List<float> LearningRates { get; } = [];

    /// <summary>Plays a figure, until the callback stops; the model's first number is the epoch meanwhile. Returns how many epochs were played.</summary>
    public int Play(Callback callback, Metric metric, params double[] values)
    {
        var context = new TrainingContext(Model, Optimizer, _options, batches: 1);
        LearningRates.Clear();
        callback.OnTrainBegin(context);
        int epoch = 0;
        while (epoch < values.Length && !context.IsStopping)
        {
            double value = values[epoch++];
            callback.OnEpochBegin(epoch, context);
            LearningRates.Add(Optimizer.LearningRate);
            Model.Parameters[0].Values[0] = epoch;
            var logs = new EpochLogs
            {
                Epoch = epoch,
                Loss = metric == Metric.Loss ? value : 0,
                Accuracy = metric == Metric.Accuracy ? value : 0,
                ValidationLoss = metric == Metric.ValidationLoss ? value : 0,
                ValidationAccuracy = metric == Metric.ValidationAccuracy ? value : 0,
                LearningRate = Optimizer.LearningRate,
                Images = 1,
                TrainingSeconds = 1,
            };
            context.History.Add(logs);
            callback.OnEpochEnd(logs, context);
        }

        callback.OnTrainEnd(context);
        callback.TearDown(context);
        return epoch;
    }
}
