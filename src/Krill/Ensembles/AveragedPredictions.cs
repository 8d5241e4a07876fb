using Krill.Data;
using Krill.Losses;

namespace Krill.Ensembles;

/// <summary>The average of the probabilities that several networks predict for the same images; summed in double precision, in the order in which they are added.</summary>
internal sealed class AveragedPredictions(ImageSet images, Loss loss)
{
    readonly double[] _sums = new double[checked(images.Count * images.Classes)];
    int _members;

    /// <summary>Adds a network's predictions; gives its own accuracy, and loss and accuracy of the average so far.</summary>
    public (double Single, double Loss, double Accuracy) Add(Predictions predictions)
    {
        _members++;
        float[] averages = new float[_sums.Length];
        for (int i = 0; i < averages.Length; i++)
        {
            _sums[i] += predictions.Values[i];
            averages[i] = (float)(_sums[i] / _members);
        }

        (_, double single) = Test(predictions);
        (double sum, double accuracy) = Test(new Predictions(averages, images.Classes));
        return (single, sum / images.Count, accuracy);
    }

    (double Loss, double Accuracy) Test(Predictions predictions)
    {
        double sum = 0;
        int correct = 0;
        for (int image = 0; image < images.Count; image++)
        {
            sum += loss.Of(predictions.Row(image), images.Label(image));
            correct += predictions.IsCorrect(image, images.Label(image)) ? 1 : 0;
        }

        return (sum, (double)correct / images.Count);
    }
}
