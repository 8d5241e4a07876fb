using Krill.Data;

namespace Krill.Recipes;

/// <summary>CIFAR-100's super-classes: sprint94's network and training, for twice as many epochs.</summary>
/// <remarks>A super-class holds five classes that need not look alike (a bicycle and a train are both vehicles), with a tenth of the images of one of CIFAR-10's each.</remarks>
public sealed class Generalist : SprintRecipe
{
    /// <inheritdoc/>
    public override string Name => "generalist";

    /// <inheritdoc/>
    public override string Description => "CIFAR-100's super-classes in a few epochs: sprint94's network, trained for twice as long";

    /// <inheritdoc/>
    public override string Source => "sprint94, for the task of the Small_Net_Generalist notebook";

    /// <inheritdoc/>
    public override string DefaultDataset => "cifar100-coarse";

    /// <inheritdoc/>
    public override int Epochs => 16;

    /// <inheritdoc/>
    public override ChannelNormalization? Normalization => new([0.5071f, 0.4865f, 0.4409f], [0.2673f, 0.2564f, 0.2762f]);

    /// <inheritdoc/>
    protected override IReadOnlyList<int> Widths => [64, 256, 256];
}
