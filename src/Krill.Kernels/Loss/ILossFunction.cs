namespace Krill.Kernels;

/// <summary>A loss: a struct with its parameters as fields, compiled into the loop over images for each width.</summary>
internal interface ILossFunction
{
    /// <summary>
    /// The loss of one image; writes its gradient where it is wanted, after the last look at predictions
    /// and targets, so that it may lie over them.
    /// </summary>
    float Invoke<V, S>(in LossRow row)
        where V : struct
        where S : struct, ISimd<V>;
}
