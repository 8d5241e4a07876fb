using Krill.Data;
using Krill.Planning;
using Krill.Training;

namespace Krill;

/// <summary>
/// A model made ready to predict again and again: its threads, plans and memory stay from call to call, where <see cref="Model.Predict"/> makes them anew each time.
/// </summary>
/// <remarks>
/// <para>Made by <see cref="Model.CreatePredictor(int, int?, TestTimeAugmentation?)"/>. The first call, and the first with another number of images in its last batch, makes a plan; those after it find
/// theirs. Outputs have the bits of <see cref="Model.Predict"/>.</para>
/// <para>The model's weights are read in each call, so that after a training or <see cref="Model.LoadWeights(string)"/> the next call is of the new ones. Its precision is that
/// of when the predictor was made.</para>
/// <para>Any thread may call it; of calls at the same time one waits for the other. The weights must not change during a call.</para>
/// </remarks>
public sealed class Predictor : IDisposable
{
    readonly Model _model;
    readonly int _batchSize;
    readonly TestTimeAugmentation? _augmentation;
    readonly Precision _precision;
    readonly IExecutor _executor;
    readonly object _gate = new();
    bool _isDisposed;

    internal Predictor(Model model, int batchSize, int threads, TestTimeAugmentation? augmentation)
    {
        _model = model;
        _batchSize = batchSize;
        _augmentation = augmentation;
        _precision = model.Precision;
        _executor = model.MakeExecutor(null, null, threads, 0);
    }

    /// <summary>Computes the outputs for a set of images.</summary>
    /// <param name="set">The images, one or any number: of the model's input shape, with or without labels.</param>
    /// <param name="cancellationToken">Ends the work after the batch at hand. None by default.</param>
    /// <returns>The outputs, a row an image, in the order of the set.</returns>
    /// <exception cref="ArgumentException">The images do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">The model has been given another <see cref="Model.Precision"/>.</exception>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Predictions Predict(ImageSet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        _model.CheckSet("Predictor.Predict", set, withClasses: false);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_model.Precision != _precision)
            {
                throw new InvalidOperationException(
                    $"Predictor.Predict: received a model of precision {_model.Precision}; expected {_precision}, of when the predictor was made. Make another one.");
            }

            return Run(set, cancellationToken);
        }
    }

    /// <summary>Ends the threads, once a call that is under way is done.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                _executor.Dispose();
            }
        }
    }

    Predictions Run(ImageSet set, CancellationToken cancellation)
    {
        int classes = _model.Output.Shape!.Elements;
        if (_augmentation is not null)
        {
            var views = new TestTimePass(_executor, _augmentation, classes, NetworkPlanner.FinalSoftmax(_model) is not null);
            return new Predictions(views.Predict(set, _batchSize, cancellation), classes);
        }

        float[] values = new float[checked(set.Count * classes)];
        PredictionPass.Run(_executor, set, _batchSize, [], values, cancellation);
        return new Predictions(values, classes);
    }
}
