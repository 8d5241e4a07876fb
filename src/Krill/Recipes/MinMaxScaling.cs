namespace Krill.Recipes;

/// <summary>What stands between the convolutions of <see cref="MinMax"/>.</summary>
public enum MinMaxScaling
{
    /// <summary>Minimum and maximum over the whole batch: the notebook's.</summary>
    WholeBatch,

    /// <summary>Minimum and maximum of each image, so that a prediction does not depend on what else is in its batch.</summary>
    PerImage,

    /// <summary>Batch normalization, whose place they take.</summary>
    BatchNormalization,
}
