using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels.Interleaved;

/// <summary>Images that are read into groups: stored as bytes, which are transposed as they are, or not.</summary>
public class ReadGroupsTests
{
    const int Images = 4 * Group.Images;
    const float Scale = 1 / 255f;

    // Two chunks of two groups: a chunk's groups share the room on the way.
    static readonly BatchSplit s_split = new(Images, Lanes: 2, Chunk: 2 * Group.Images, Group.Images);

    [Theory]
    [InlineData(1, true)]
    [InlineData(60, true)]
    [InlineData(64, true)]
    [InlineData(66, true)]
    [InlineData(68, true)]
    [InlineData(128, true)]
    [InlineData(196, true)]
    [InlineData(784, true)]
    [InlineData(784, false)]
    public void ReadImages_IntoGroups_AreTheElementsSideBySide(int length, bool hasBytes)
    {
        using var tensors = new GuardedTensors();
        Storage room = tensors.Output(Images, length), groups = tensors.Output(Images, length);
        var source = new Source(length, hasBytes);
        KernelRunner.Run(new ReadImagesKernel(room, groups) { Source = source }, s_split);
        ReadOnlySpan<float> actual = groups.Images(Images);
        for (int image = 0; image < Images; image++)
        {
            for (int pixel = 0; pixel < length; pixel++)
            {
                int place = (image / Group.Images * Group.Images * length) + (pixel * Group.Images) + (image % Group.Images);
                Assert.Equal(source.Byte(image, pixel) * Scale, actual[place]);
            }
        }

        Assert.Equal(!hasBytes || !ByteInterleave.Serves(length), source.GaveFloats);
    }

    /// <summary>Bytes of all values, in an order that differs from image to image.</summary>
    sealed class Source(int length, bool hasBytes) : IImageSource
    {
        public bool GaveFloats { get; private set; }

        public byte Byte(int image, int pixel) => (byte)(((image * length) + pixel) * 167 >> 1);

        public void Read(int first, Span<float> pixels)
        {
            GaveFloats = true;
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = Byte(first + (i / length), i % length) * Scale;
            }
        }

        public float? ReadBytes(int first, Span<byte> bytes)
        {
            for (int i = 0; hasBytes && i < bytes.Length; i++)
            {
                bytes[i] = Byte(first + (i / length), i % length);
            }

            return hasBytes ? Scale : null;
        }
    }
}
