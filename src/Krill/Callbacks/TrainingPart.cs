namespace Krill.Callbacks;

/// <summary>One of the parts that a training is divided into: as even as whole epochs allow, and none is empty.</summary>
/// <param name="Number">Which, from 0.</param>
/// <param name="Start">Epochs before it.</param>
/// <param name="Epochs">Its length.</param>
internal readonly record struct TrainingPart(int Number, int Start, int Epochs)
{
    /// <summary>The part that an epoch is in.</summary>
    /// <param name="epoch">The epoch, the first being 1.</param>
    /// <param name="epochs">Epochs of the training.</param>
    /// <param name="parts">How many parts are wished; there are no more than epochs.</param>
    public static TrainingPart Of(int epoch, int epochs, int parts)
    {
        long count = Math.Min(parts, epochs);
        int number = (int)(((epoch * count) + epochs - 1) / epochs) - 1;
        int start = (int)(number * (long)epochs / count), end = (int)((number + 1) * (long)epochs / count);
        return new TrainingPart(number, start, end - start);
    }
}
