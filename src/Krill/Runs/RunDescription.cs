using System.Reflection;
using Krill.Data;
using Krill.Kernels;

namespace Krill.Runs;

/// <summary>What a run was asked to do, and where: the <c>run.json</c> of its folder.</summary>
public sealed record RunDescription
{
    /// <summary>The recipe, or what the network is called.</summary>
    public required string Recipe { get; init; }

    /// <summary>The dataset, or what the images are called.</summary>
    public required string Dataset { get; init; }

    /// <summary>The directory that was looked into first for the dataset's files; null for none.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The folder of pictures that it was trained on, as they were read; null for a dataset.</summary>
    public ImageFolder? ImageFolder { get; init; }

    /// <summary>The shape of the images; null in runs of a version that did not record it.</summary>
    public ImageShape? ImageShape { get; init; }

    /// <summary>The names of the classes, in the order of the network's outputs; empty in runs of a version that did not record them.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The key of all random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Epochs at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The learning rate at the start; null where it is not known.</summary>
    public float? LearningRate { get; init; }

    /// <summary>
    /// Which training images are kept apart to choose by: <c>none</c>, <c>last SHARE</c>, <c>stratified SHARE SEED</c> or <c>random SHARE SEED</c>; null
    /// (default) for those that the recipe says, or that the folder of pictures has in a folder of their own.
    /// </summary>
    public string? Validation { get; init; }

    /// <summary>Random changes of the training images, as <c>--augment</c> takes them, with the type behind one that is not Krill's; empty for none, null where that is not known.</summary>
    public IReadOnlyList<string>? Augmentation { get; init; }

    /// <summary>What was done to each channel of all images, in the unit of the rescaled pixels; null for nothing.</summary>
    public ChannelNormalization? Normalization { get; init; }

    /// <summary>The values that a tuning chose for the recipe's hyperparameters, as text by name; null (default) for the recipe's own.</summary>
    public IReadOnlyDictionary<string, string>? Hyperparameters { get; init; }

    /// <summary>Threads that work on a step.</summary>
    public required int Threads { get; init; }

    /// <summary>The precision of products: <c>float32</c> (default) or <c>bfloat16</c>.</summary>
    public string Precision { get; init; } = "float32";

    /// <summary>The kernel set that is used: by default the one that this process runs.</summary>
    public string KernelSet { get; init; } = KernelSets.Name(KernelSets.Current);

    /// <summary>Krill's version; by default that of this library.</summary>
    public string Version { get; init; } =
        typeof(RunDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The command and its arguments; empty where the run was not started by a command.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];

    /// <summary>When the run started, in universal time; by default now.</summary>
    public DateTimeOffset StartTime { get; init; } = DateTimeOffset.UtcNow;
}
