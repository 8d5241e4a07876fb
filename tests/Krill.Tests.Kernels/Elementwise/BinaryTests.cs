using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class BinaryTests
{
    static readonly BinaryKind[] Kinds = Enum.GetValues<BinaryKind>();

    [Theory, AvailableKernelSets]
    public void Binary_EveryLength_IsExact(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (BinaryKind kind in Kinds)
        {
            foreach (int length in TestValues.Lengths)
            {
                float[] a = TestValues.Uniform(length, 1), b = TestValues.Uniform(length, 2);
                Check(factory, kind, 1, a, b, StorageKind.Batched);
            }

            float[] special = TestValues.Special.ToArray();
            foreach (float x in special)
            {
                Check(factory, kind, 1, special, [.. special.Select(_ => x)], StorageKind.Batched);
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Binary_ShorterOperand_RepeatsAlongEachImage(string set)
    {
        const int Images = 5;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (BinaryKind kind in Kinds)
        {
            foreach ((int length, int repeats) in ((int, int)[])[(1, 40), (3, 100), (10, 1), (16, 9), (37, 3), (100, 7), (257, 2), (300, 3), (1, 1)])
            {
                float[] a = TestValues.Uniform(Images * length * repeats, 1);
                Check(factory, kind, Images, a, TestValues.Uniform(length, 2), StorageKind.Shared);
                Check(factory, kind, Images, a, TestValues.Uniform(Images * length, 3), StorageKind.Batched);
            }
        }
    }

    [Fact]
    public void Binary_LengthsThatDoNotFit_Throws()
    {
        KernelFactory factory = KernelFactory.For(KernelSet.Scalar);
        Storage a = new(StorageKind.Batched, 10), b = new(StorageKind.Shared, 3);
        var error = Assert.Throws<ArgumentException>(() => factory.Binary(BinaryKind.Add, a, b, a));
        Assert.StartsWith("received 3 floats; expected a divisor of 10.", error.Message, StringComparison.Ordinal);
    }

    static void Check(KernelFactory factory, BinaryKind kind, int images, float[] a, float[] b, StorageKind kindOfB)
    {
        using var tensors = new GuardedTensors();
        int length = a.Length / images, lengthOfB = kindOfB == StorageKind.Shared ? b.Length : b.Length / images;
        var expected = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            int inImage = i % length % lengthOfB;
            int image = kindOfB == StorageKind.Shared ? 0 : i / length;
            expected[i] = ElementwiseReference.Binary(kind, a[i], b[image * lengthOfB + inImage]);
        }

        Storage left = tensors.Batched(images, a), right = kindOfB == StorageKind.Shared ? tensors.Shared(b) : tensors.Batched(images, b);
        foreach (BatchSplit split in KernelRunner.Splits(images))
        {
            Storage output = tensors.Output(images, length), place = tensors.Batched(images, a);
            KernelRunner.Run(factory.Binary(kind, left, right, output), split);
            KernelRunner.Run(factory.Binary(kind, place, right, place), split);
            Tolerance.Exact.Check(expected, output.Images(images), $"{kind}, {length} by {lengthOfB}, {split}");
            Tolerance.Exact.Check(expected, place.Images(images), $"{kind} in place, {length} by {lengthOfB}, {split}");
        }

        if (length == lengthOfB && kindOfB == StorageKind.Batched)
        {
            KernelRunner.Run(factory.Binary(kind, left, right, right), images);
            Tolerance.Exact.Check(expected, right.Images(images), $"{kind} over b");
        }
    }
}
