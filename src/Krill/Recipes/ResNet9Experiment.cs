namespace Krill.Recipes;

/// <summary>What the write-up of <see cref="ResNet9"/> tried, one after the other.</summary>
public enum ResNet9Experiment
{
    /// <summary>None of them: the settings with which Krill trains it.</summary>
    None,

    /// <summary>A cyclic learning rate in triangles; no augmentation.</summary>
    CyclicRate,

    /// <summary>Triangles half as high in each cycle as in the one before; no augmentation.</summary>
    Triangular2Rate,

    /// <summary>Triangles whose heights fall by a factor from step to step; no augmentation.</summary>
    ExpRangeRate,

    /// <summary>Triangles whose heights follow a sine from cycle to cycle; no augmentation.</summary>
    SineRate,

    /// <summary>A learning rate on two straight lines, up and down; no augmentation.</summary>
    InterpolatedRate,

    /// <summary>An identity layer in each shortcut; triangles, no augmentation.</summary>
    Identity,

    /// <summary>Padding and cropping, rotation, mirroring and blur; triangles.</summary>
    Augmentation,

    /// <summary>The same, with mixup before and cutout behind.</summary>
    CutoutAndMixup,
}
