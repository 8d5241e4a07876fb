namespace Krill.Training;

/// <summary>In which numbers the products of convolutions and dense layers are computed. All else is float32: weights, sums, normalization, losses.</summary>
public enum Precision
{
    /// <summary>32 bits, 24 of them significant.</summary>
    Float32,

    /// <summary>
    /// The factors are rounded to bfloat16 (16 bits, 8 of them significant, with the range of float32), their products summed in float32. On processors
    /// with AMX recorded training steps are 1.2 to 2.9 times as fast; those of networks of a few channels, such as tiny158, are slower. Elsewhere no
    /// faster than float32, with the same rounding.
    /// </summary>
    Bfloat16,
}
