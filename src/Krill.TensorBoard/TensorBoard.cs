using Krill.EventFiles;
using Krill.EventFiles.Protos;
using Krill.Layers;

namespace Krill.Callbacks;

/// <summary>Writes event files that TensorBoard shows: the figures of every epoch, and histograms of the weights.</summary>
/// <remarks>
/// <para>In the folder, <c>train</c> and <c>validation</c> have a file each for every training, so that one that is taken up again adds to what is there. Scalars:
/// <c>epoch_loss</c> and <c>epoch_accuracy</c> in both, <c>epoch_learning_rate</c> in the first. Histograms, in the first: <c>conv2d/kernel/histogram</c> and its
/// like, of all parameters, moving statistics included. The step is the number of the epoch, the first being 1.</para>
/// <para>Show them with <c>tensorboard --logdir FOLDER</c>. Event files are the one kind that grows, as TensorBoard follows them: whole records are added at the
/// end of each epoch. Source: Keras's <c>TensorBoard</c>, whose tags and folders these are.</para>
/// </remarks>
public sealed class TensorBoard : Callback
{
    /// <summary>Keras's number.</summary>
    const int Buckets = 30;

    readonly string _logDirectory;
    EventFile? _train;
    EventFile? _validation;

    /// <summary>A callback that writes event files.</summary>
    /// <param name="logDirectory">The folder, which is made where it is not there; by default <c>logs</c>.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public TensorBoard(string logDirectory = "logs")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(logDirectory);
        _logDirectory = logDirectory;
    }

    /// <summary>After every how many epochs there are histograms of the weights, beginning with the first; 0 (default) for never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int HistogramFrequency
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"TensorBoard.HistogramFrequency: received {value}; expected 0 or more.");
    }

    /// <summary>What says the time.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    /// <exception cref="IOException">The files cannot be written. The message names the path.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _train = new EventFile(Path.Combine(_logDirectory, "train"), Clock);
        _validation = context.HasValidation ? new EventFile(Path.Combine(_logDirectory, "validation"), Clock) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The files cannot be written. The message names the path.</exception>
    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var train = new Summary
        {
            Value =
            {
                SummaryValues.Scalar("epoch_loss", logs.Loss),
                SummaryValues.Scalar("epoch_accuracy", logs.Accuracy),
                SummaryValues.Scalar("epoch_learning_rate", logs.LearningRate),
            },
        };
        if (HistogramFrequency > 0 && (logs.Epoch - 1) % HistogramFrequency == 0)
        {
            foreach (Parameter parameter in context.Model.Parameters)
            {
                train.Value.Add(SummaryValues.Histogram($"{parameter.FullName}/histogram", Histogram.Of(parameter.Values, Buckets)));
            }
        }

        _train!.Add(logs.Epoch, train);
        if (logs.ValidationLoss is { } loss && logs.ValidationAccuracy is { } accuracy)
        {
            _validation?.Add(logs.Epoch, new Summary { Value = { SummaryValues.Scalar("epoch_loss", loss), SummaryValues.Scalar("epoch_accuracy", accuracy) } });
        }
    }
}
