namespace Krill.Data;

/// <summary>How a <see cref="Loader"/> makes batches of a set.</summary>
internal sealed record LoaderOptions
{
    /// <summary>Images a batch: 1 to the images of the set.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Whether each epoch has its own random order; otherwise every epoch has the order of the set.</summary>
    public bool Shuffle { get; init; }

    /// <summary>The seed of the orders and of the augmentations.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether the images that fill no whole batch at the end of an epoch are left out.</summary>
    public bool DropRemainder { get; init; }

    /// <summary>Changes of every image, in this order.</summary>
    public IReadOnlyList<Augmentation> Augmentation { get; init; } = [];

    /// <summary>
    /// Whether steps read the images themselves where no augmentation changes them: batches then hold no pixels, cost next to nothing, and are made without
    /// threads of the loader's own. False by default.
    /// </summary>
    public bool LeavesReading { get; init; }

    /// <summary>Threads that make batches, at least 1. The batches are the same for any number.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Batches in memory at a time, at least 2: one that is worked with, the others ready or in the making.</summary>
    public int Depth { get; init; } = 3;
}
