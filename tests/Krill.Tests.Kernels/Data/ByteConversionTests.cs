using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels.Data;

public class ByteConversionTests
{
    [Theory]
    [AvailableKernelSets]
    public void ToFloats_AnyLengthAndAlignment_GivesTheBitsOfOneProduct(string set)
    {
        KernelSet kernels = KernelSets.Choose(set, bfloat16: false);
        var source = new byte[300];
        for (int i = 0; i < source.Length; i++)
        {
            source[i] = (byte)(i * 37 + 11);
        }

        var destination = new float[300];
        for (int length = 0; length <= 257; length++)
        {
            int offset = length % 7;
            Array.Fill(destination, float.NaN);
            ByteConversion.ToFloats(source.AsSpan(offset, length), destination.AsSpan(offset), 1 / 255f, kernels);
            for (int i = 0; i < destination.Length; i++)
            {
                bool inside = i >= offset && i < offset + length;
                float expected = inside ? source[i] * (1 / 255f) : float.NaN; // nothing is written beside the destination
                Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(destination[i]));
            }
        }
    }

    [Fact]
    public void ToFloats_EveryByte_ReachesZeroAndOne()
    {
        byte[] source = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var destination = new float[256];
        ByteConversion.ToFloats(source, destination, 1 / 255f);
        Assert.Equal(0, destination[0]);
        Assert.Equal(1, destination[255]);
        Assert.Equal(128 / 255f, destination[128]);
    }

    [Fact]
    public void ToFloats_ShortDestination_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => ByteConversion.ToFloats(new byte[5], new float[4], 1));
        Assert.Equal("destination: received 4 floats; expected at least 5, one a byte.", error.Message);
    }
}
