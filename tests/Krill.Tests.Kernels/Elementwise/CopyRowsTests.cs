using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class CopyRowsTests
{
    [Theory, AvailableKernelSets]
    public void CopyRows_AnyLayout_CopiesTheRowsAndNothingElse(string set)
    {
        const int Images = 3;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (int length in (int[])[0, 1, 3, 8, 16, 17, 33, 100])
        {
            foreach ((int inputGap, int outputGap) in ((int, int)[])[(0, 0), (0, 5), (7, 0), (2, 3)])
            {
                const int Rows = 4;
                int inputStride = length + inputGap, outputStride = length + outputGap;
                using var tensors = new GuardedTensors();
                float[] values = TestValues.Uniform(Images * (inputGap + Rows * inputStride), 1);
                float[] before = TestValues.Uniform(Images * (outputGap + Rows * outputStride), 2);
                Storage input = tensors.Batched(Images, values), output = tensors.Batched(Images, before);
                var kernel = factory.CopyRows(input, inputGap, inputStride, output, outputGap, outputStride, Rows, length);
                KernelRunner.Run(kernel, new BatchSplit(Images, 2, 1));

                var expected = (float[])before.Clone();
                for (int image = 0; image < Images; image++)
                {
                    for (int row = 0; row < Rows; row++)
                    {
                        values.AsSpan(image * input.Length + inputGap + row * inputStride, length)
                            .CopyTo(expected.AsSpan(image * output.Length + outputGap + row * outputStride));
                    }
                }

                Tolerance.CheckSameBits(expected, output.Images(Images), $"{length}, {inputGap}, {outputGap}");
            }
        }
    }

    [Fact]
    public void CopyRows_RowsBeyondTheOperand_Throws()
    {
        Storage input = new(StorageKind.Batched, 11), output = new(StorageKind.Batched, 12);
        var error = Assert.Throws<ArgumentException>(() => KernelFactory.For(KernelSet.Scalar).CopyRows(input, 0, 4, output, 0, 4, 3, 4));
        Assert.StartsWith("received 11 floats; expected room for 3 rows of 4, RowLayout { Offset = 0, Stride = 4 }.", error.Message, StringComparison.Ordinal);
    }
}
