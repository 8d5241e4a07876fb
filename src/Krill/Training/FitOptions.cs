using Krill.Callbacks;
using Krill.Data;
using Krill.Training;

namespace Krill;

/// <summary>How to train; the arguments of Keras's <c>fit</c>.</summary>
public sealed class FitOptions
{
    /// <summary>How many times to go through the training images, at least 1; by default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Epochs { get; init => field = Require.AtLeast(value, 1, "FitOptions.Epochs"); } = 1;

    /// <summary>
    /// How many epochs are already done (Keras's <c>initial_epoch</c>): training goes on with the next, with the orders and random numbers that
    /// this one has in a training from the start. 0 by default, less than <see cref="Epochs"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int InitialEpoch { get; init => field = Require.AtLeast(value, 0, "FitOptions.InitialEpoch"); }

    /// <summary>Images a step, at least 1; by default 32. The last batch of an epoch may be smaller, see <see cref="DropRemainder"/>; so is the only one of fewer images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int BatchSize { get; init => field = Require.AtLeast(value, 1, "FitOptions.BatchSize"); } = 32;

    /// <summary>Whether the images that fill no whole batch at the end of an epoch are left out of it; false by default.</summary>
    public bool DropRemainder { get; init; }

    /// <summary>Random changes of the training images, applied in this order to every image of every epoch anew; none by default.</summary>
    public IReadOnlyList<Augmentation> Augmentation { get; init => field = Require.NotNull(value, nameof(value)); } = [];

    /// <summary>Images that are evaluated after every epoch and never trained on; none by default.</summary>
    public ImageSet? Validation { get; init; }

    /// <summary>Whether every epoch has its own random order (default), or the order of the set.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The key of the orders, of augmentation and of the random numbers of dropout and noise: the same seed gives the same bits. 0 by default.</summary>
    /// <remarks>They differ from epoch to epoch, also from call to call: without <see cref="InitialEpoch"/>, the epochs before count since <see cref="Model.Compile"/>.</remarks>
    public ulong Seed { get; init; }

    /// <summary>Threads that work on a step, at least 1; by default as many as there are processors. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Threads { get; init => field = Require.AtLeast(value, 1, "FitOptions.Threads"); } = Environment.ProcessorCount;

    /// <summary>What is called while training, in this order; nothing by default.</summary>
    public IList<Callback> Callbacks { get; } = [];

    /// <summary>Is told what happens, on the training thread: what prints progress listens here. It must not change the model. None by default.</summary>
    public Action<TrainingEvent>? OnEvent { get; init; }

    /// <summary>
    /// Takes a line an epoch with its figures, and what callbacks and the training have to say: the lines that <c>krill train</c> writes into a pipe.
    /// For instance <see cref="Console.Out"/>. Written to on the training thread, before <see cref="OnEvent"/> is told, and never closed. None by default.
    /// </summary>
    public TextWriter? Output { get; init; }

    /// <summary>Stops the training after the step at hand; <see cref="Model.Fit"/> then throws <see cref="OperationCanceledException"/>. None by default.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Tells everyone who listens what happened.</summary>
    internal void Raise(TrainingEvent happened)
    {
        if (Output is not null && TrainingLines.Of(happened, Epochs) is { } line)
        {
            Output.WriteLine(line);
        }

        OnEvent?.Invoke(happened);
    }

    /// <summary>After which epoch this call ends, though the training has more; null for none.</summary>
    internal int? PauseAfter { get; init; }

    /// <summary>The last epoch of this call.</summary>
    internal int LastEpoch => Math.Min(PauseAfter ?? Epochs, Epochs);

    /// <summary>Images a step of a training of so many images.</summary>
    internal int BatchSizeFor(int images) => Math.Min(BatchSize, images);

    /// <summary>What durations are measured with.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}
