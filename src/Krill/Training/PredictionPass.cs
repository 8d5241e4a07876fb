using Krill.Data;
using Krill.Planning;

namespace Krill.Training;

/// <summary>Predicts a set once, batch after batch.</summary>
internal static class PredictionPass
{
    /// <summary>Writes the outputs of all images, in the order of the set.</summary>
    /// <param name="executor">What predicts.</param>
    /// <param name="set">The images.</param>
    /// <param name="batchSize">The most images at a time.</param>
    /// <param name="view">How each image is looked at; nothing for the image itself.</param>
    /// <param name="values">Takes a row of outputs an image.</param>
    /// <param name="cancellation">Ends it after the batch at hand.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Run(
        IExecutor executor, ImageSet set, int batchSize, IReadOnlyList<Augmentation> view, Span<float> values, CancellationToken cancellation)
    {
        int outputs = values.Length / set.Count;
        using var loader = new Loader(set, new LoaderOptions { BatchSize = Math.Min(batchSize, set.Count), Augmentation = view, LeavesReading = true });
        loader.StartEpoch(0);
        while (loader.TryNext(out Batch? batch))
        {
            using (batch)
            {
                cancellation.ThrowIfCancellationRequested();
                int length = batch.Count * outputs;
                executor.Predict(batch.Input, batch.Count, values[..length]);
                values = values[length..];
            }
        }
    }
}
