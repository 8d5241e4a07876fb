using System.Runtime.Intrinsics;
using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels.Bfloat16;

/// <summary>Rounding to bfloat16 against its definition, to the bit.</summary>
public unsafe class Bfloat16ConversionTests
{
    [Theory]
    [AvailableKernelSets]
    public void RoundToBfloat16_AllKindsOfNumbers_IsTheNearest(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        float[] values = Values();
        using var tensors = new GuardedTensors();
        Storage output = tensors.Output(1, values.Length), shared = tensors.SharedOutput(values.Length);
        KernelRunner.Run(factory.RoundToBfloat16(tensors.Batched(1, values), output), 1);
        KernelRunner.Run(factory.SharedRoundToBfloat16(tensors.Shared(values), shared));
        for (int i = 0; i < values.Length; i++)
        {
            Check(values[i], output.Images(1)[i]);
            Check(values[i], shared.Span[i]);
        }
    }

    [TileFact]
    public void Convert_AllKindsOfNumbers_IsTheNearest()
    {
        float[] values = Values();
        using var tensors = new GuardedTensors();
        Span<float> source = tensors.Floats(values), target = tensors.Floats(new float[(values.Length + 1) / 2]);
        fixed (float* from = source, to = target)
        {
            Bfloat16Vectors.Convert(from, (ushort*)to, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                Check(values[i], BitConverter.UInt32BitsToSingle((uint)((ushort*)to)[i] << 16));
            }
        }
    }

    [TileFact]
    public void Pairs_TwoRows_InterleavesThem()
    {
        Vector512<float> first = Vector512.Create(Values().AsSpan(40, 16)), second = Vector512.Create(Values().AsSpan(70, 16));
        Vector512<uint> pairs = Bfloat16Vectors.Pairs(first, second);
        for (int i = 0; i < 16; i++)
        {
            Check(first[i], BitConverter.UInt32BitsToSingle(pairs[i] << 16));
            Check(second[i], BitConverter.UInt32BitsToSingle(pairs[i] & 0xFFFF0000));
        }
    }

    [TileFact]
    public void DwordTranspose_Rows_BecomeColumns()
    {
        const int Stride = 21;
        uint* rows = stackalloc uint[16 * Stride];
        uint* target = stackalloc uint[16 * 19];
        for (uint i = 0; i < 256; i++)
        {
            rows[(i / 16 * Stride) + (i % 16)] = i;
        }

        DwordTranspose.Run(rows, Stride, target, 19);
        for (int row = 0; row < 16; row++)
        {
            for (int column = 0; column < 16; column++)
            {
                Assert.Equal((uint)((row * 16) + column), target[(column * 19) + row]);
            }
        }
    }

    static void Check(float value, float rounded) =>
        Assert.Equal(Bfloat16Reference.Round(value), rounded);

    static float[] Values()
    {
        // Ties to even on both sides, what rounds up into the next binade and to infinity, denormals, signed zeros.
        uint[] bits =
        [
            0x3F808000, 0x3F818000, 0x3F807FFF, 0x3F808001, 0x3FFF8000, 0x3FFFFFFF, 0x7F7F7FFF, 0x7F7F8000, 0x7F7FFFFF, 0x7F800000, 0x7FC00000,
            0x7F800001, 0x7FFFFFFF, 0x00000001, 0x00008000, 0x00018000, 0x00000000,
        ];
        return
        [
            .. bits.SelectMany(each => new[] { BitConverter.UInt32BitsToSingle(each), BitConverter.UInt32BitsToSingle(each | 0x80000000) }),
            .. TestValues.Uniform(500, 9).Select(value => value * 1e-3f),
            .. TestValues.Uniform(501, 10),
        ];
    }
}
