namespace Krill.Optimizers;

/// <summary>How an <see cref="ExponentialMovingAverage"/> begins, while it has seen fewer weights than it is long.</summary>
public enum EmaWarmup
{
    /// <summary>With the weights after the first step that counts, at full momentum from then on: Keras's way.</summary>
    FirstWeights,

    /// <summary>As the exact mean of the weights so far with weights that fall by m: the average from 0, divided by 1 - mⁿ, as Adam corrects its own.</summary>
    BiasCorrection,

    /// <summary>With the weights at the start, and a momentum of at most (1 + n) / (10 + n) after n averagings: TensorFlow's way.</summary>
    Growing,
}
