namespace Krill.Ensembles;

/// <summary>The average of the probabilities that several networks predict for the same images; summed in double precision, in the order in which they are added.</summary>
/// <param name="images">How many images there are.</param>
/// <param name="classes">How many numbers each has.</param>
internal sealed class AveragedPredictions(int images, int classes)
{
    readonly double[] _sums = new double[checked(images * classes)];
    int _members;

    /// <summary>Adds a network's predictions; gives the average so far.</summary>
    public Predictions Add(Predictions predictions)
    {
        _members++;
        float[] averages = new float[_sums.Length];
        for (int i = 0; i < averages.Length; i++)
        {
            _sums[i] += predictions.Values[i];
            averages[i] = (float)(_sums[i] / _members);
        }

        return new Predictions(averages, classes);
    }
}
