namespace Krill.Callbacks;

/// <summary>A callback of delegates, for what is not worth a class.</summary>
/// <remarks>
/// For instance <c>new LambdaCallback { EpochEnd = (logs, context) =&gt; Console.WriteLine(logs.Loss) }</c>. Source: Keras's <c>LambdaCallback</c>.
/// </remarks>
public sealed class LambdaCallback : Callback
{
    /// <summary>Called once, before the first epoch; none by default.</summary>
    public Action<TrainingContext>? TrainBegin { get; init; }

    /// <summary>Called before the first step of each epoch, with its number, the first being 1; none by default.</summary>
    public Action<int, TrainingContext>? EpochBegin { get; init; }

    /// <summary>Called before each training step, with how many were taken before; none by default.</summary>
    public Action<long, TrainingContext>? BatchBegin { get; init; }

    /// <summary>Called after each training step, with its figures; none by default.</summary>
    public Action<BatchLogs, TrainingContext>? BatchEnd { get; init; }

    /// <summary>Called after each epoch and its validation, with its figures; none by default.</summary>
    public Action<EpochLogs, TrainingContext>? EpochEnd { get; init; }

    /// <summary>Called once, after the last epoch, also when the training was stopped or cancelled; none by default.</summary>
    public Action<TrainingContext>? TrainEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => TrainBegin?.Invoke(context);

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, TrainingContext context) => EpochBegin?.Invoke(epoch, context);

    /// <inheritdoc/>
    public override void OnBatchBegin(long step, TrainingContext context) => BatchBegin?.Invoke(step, context);

    /// <inheritdoc/>
    public override void OnBatchEnd(in BatchLogs logs, TrainingContext context) => BatchEnd?.Invoke(logs, context);

    /// <inheritdoc/>
    public override void OnEpochEnd(in EpochLogs logs, TrainingContext context) => EpochEnd?.Invoke(logs, context);

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => TrainEnd?.Invoke(context);
}
