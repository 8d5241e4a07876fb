using Krill.Graph;
using Krill.Kernels;

namespace Krill.Testing.Reference;

/// <summary>
/// The random numbers of a training step, from the engine's own kernels: they are taken as given, so that the network around them can be checked.
/// </summary>
internal static class ReferenceNoise
{
    /// <summary>What each random layer multiplies by or adds in a step.</summary>
    public static Dictionary<Symbol, ReferenceTensor> Draw(Model model, int images, StepState state)
    {
        KernelFactory kernels = KernelFactory.For(KernelSet.Scalar);
        var noise = new Dictionary<Symbol, ReferenceTensor>();
        foreach (Symbol symbol in model.Symbols)
        {
            // Operations are numbered in the order of the network; those that draw nothing have no number.
            int number = noise.Count;
            ReferenceTensor? drawn = symbol.Operation switch
            {
                Dropout { Rate: > 0 } dropout => Run(1, (input, output) => kernels.Dropout(dropout.Rate, state, number, input, output)),
                GaussianDropout { Rate: > 0 } dropout => Run(1, (input, output) => kernels.GaussianDropout(dropout.Rate, state, number, input, output)),
                GaussianNoise { Deviation: > 0 } gaussian => Run(0, (input, output) => kernels.GaussianNoise(gaussian.Deviation, state, number, input, output)),
                _ => null,
            };
            if (drawn is not null)
            {
                noise.Add(symbol, drawn);
            }

            ReferenceTensor Run(float constant, Func<Storage, Storage, BatchKernel> make)
            {
                using var tensors = new GuardedTensors();
                int length = symbol.Shape!.Elements;
                Storage input = tensors.Batched(images, [.. Enumerable.Repeat(constant, images * length)]);
                Storage output = tensors.Output(images, length);
                KernelRunner.Run(make(input, output), images);
                return ReferenceTensor.Of(symbol.Shape, true, output.Images(images));
            }
        }

        return noise;
    }
}
