using System.Globalization;

namespace Krill.Callbacks;

/// <summary>Ends the training at the first step whose loss is not a finite number.</summary>
/// <remarks>Source: Keras's <c>TerminateOnNaN</c>. Without it the training says so and goes on.</remarks>
public sealed class TerminateOnNaN : Callback
{
    /// <inheritdoc/>
    public override void OnBatchEnd(in BatchLogs logs, TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!double.IsFinite(logs.Loss))
        {
            context.Stop(string.Create(CultureInfo.InvariantCulture, $"the loss is {logs.Loss} in batch {logs.Batch} of epoch {logs.Epoch}: stopping."));
        }
    }
}
