using Krill.Planning;

namespace Krill.Training;

/// <summary>
/// Keras's running averages over the images of an epoch: each batch counts by its images, and its regularization as if it were part of each
/// image's loss.
/// </summary>
internal struct Totals
{
    double _loss;
    double _correct;

    public int Images { get; private set; }

    public readonly double Loss => _loss / Images;

    public readonly double Accuracy => _correct / Images;

    public void Add(in BatchResult result)
    {
        _loss += result.LossSum + (result.Penalty * result.Count);
        _correct += result.Correct;
        Images += result.Count;
    }
}
