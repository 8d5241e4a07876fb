using Krill.Data;
using Krill.Kernels;

namespace Krill.Planning;

/// <summary>
/// Runs the plans of a model on threads of its own: what the training session knows of the engine. A batch may have any count up to the size of
/// its memories; nothing is allocated once a count has been seen.
/// </summary>
internal interface IExecutor : IDisposable
{
    /// <summary>Training steps taken: with the seed, the key of the next step's random numbers.</summary>
    long Steps { get; set; }

    /// <summary>Of the last training step, the parameters that are to be trained and got no gradient of the loss.</summary>
    IReadOnlyList<Layers.Parameter> WithoutGradient { get; }

    /// <summary>Takes a training step: forward, loss, backward, optimizer.</summary>
    BatchResult Train(BatchImages images, PinnedMemory targets, int count);

    /// <summary>Finds loss and correctness as in use: no dropout, moving statistics. Changes nothing.</summary>
    BatchResult Evaluate(BatchImages images, PinnedMemory targets, int count);

    /// <summary>Writes the outputs, image after image.</summary>
    void Predict(BatchImages images, int count, Span<float> predictions);
}
