using Krill.Layers;

namespace Krill.Callbacks;

/// <summary>Trains some parameters in the first epochs only: from then on they stay as they are, and nothing is spent on their gradients.</summary>
/// <remarks>At the end of the training, whatever ends it, they are trainable again, so that another one begins like the first. Source: Page, "How to train your ResNet", 2018.</remarks>
public sealed class ParameterFreezing : Callback
{
    readonly Func<Parameter, bool> _which;
    Parameter[] _parameters = [];

    /// <summary>A freezing after some epochs.</summary>
    /// <param name="which">Which parameters, for instance <c>parameter =&gt; parameter.FullName == "whitening/bias"</c>; of these those that are trainable.</param>
    /// <param name="epochs">For how many epochs they are trained, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public ParameterFreezing(Func<Parameter, bool> which, int epochs)
    {
        ArgumentNullException.ThrowIfNull(which);
        _which = which;
        Epochs = Require.Positive(epochs, nameof(ParameterFreezing), "number of epochs", nameof(epochs));
    }

    /// <summary>For how many epochs they are trained.</summary>
    public int Epochs { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The model has no such parameter.</exception>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _parameters = [.. context.Model.Parameters.Where(parameter => parameter.IsTrainable && _which(parameter))];
        if (_parameters.Length == 0)
        {
            throw new ArgumentException(
                $"ParameterFreezing: received a choice that no trainable parameter meets; expected one of {string.Join(", ", context.Model.Parameters.Select(parameter => parameter.FullName))}.");
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, TrainingContext context) => Set(epoch <= Epochs);

    /// <inheritdoc/>
    public override void TearDown(TrainingContext context) => Set(true);

    void Set(bool isTrainable)
    {
        foreach (Parameter parameter in _parameters)
        {
            parameter.IsTrainable = isTrainable;
        }
    }
}
