using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels.Bfloat16;

public sealed class PackingTests
{
    const int Images = 3;

    [Theory, AvailableKernelSets]
    public void PackAndUnpack_EveryEvenLength_RoundsToBfloat16(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (int length in (int[])[2, 6, 30, 32, 34, 62, 64, 100, 512])
        {
            foreach (BatchSplit split in KernelRunner.Splits(Images))
            {
                float[] values = TestValues.Uniform(Images * length, 1);
                (values[0], values[1]) = (float.NaN, float.NegativeInfinity);
                float[] expected = [.. values.Select(Bfloat16Reference.Round)];
                using var tensors = new GuardedTensors();
                Storage place = tensors.Batched(Images, values), packed = tensors.Output(Images, length / 2), output = tensors.Output(Images, length);
                KernelRunner.Run(factory.PackBfloat16(place, packed), split);
                KernelRunner.Run(factory.UnpackBfloat16(packed, output), split);
                Assert.Equal(expected, place.Images(Images).ToArray());
                Assert.Equal(expected, output.Images(Images).ToArray());
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void PackAndUnpack_InPieces_GiveTheSame(string set)
    {
        const int Length = 512, Pieces = 4;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        using var tensors = new GuardedTensors();
        float[] values = TestValues.Uniform(Images * Length, 1);
        Storage place = tensors.Batched(Images, values), packed = tensors.Output(Images, Length / 2), output = tensors.Output(Images, Length);
        KernelRunner.Run(factory.PackBfloat16(place, packed), Images);
        KernelRunner.Run(factory.UnpackBfloat16(packed, output).InPieces(Pieces), Images * Pieces);
        Assert.Equal(place.Images(Images).ToArray(), output.Images(Images).ToArray());

        Storage again = tensors.Batched(Images, values), packedInPieces = tensors.Output(Images, Length / 2);
        KernelRunner.Run(factory.PackBfloat16(again, packedInPieces).InPieces(Pieces), Images * Pieces);
        Tolerance.CheckSameBits(packed.Images(Images), packedInPieces.Images(Images), "packed in pieces");
    }
}
