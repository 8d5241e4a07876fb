using Krill.Benchmarks;
using Krill.Data;
using Krill.Kernels;
using Krill.Recipes;
using Krill.Training;

namespace Krill.Tests.Unit.Benchmarks;

/// <summary>What <c>krill bench kernels</c> lists is what a training step does.</summary>
public sealed class KernelWorksTests
{
    [Fact]
    public void Of_QuickStart_ListsEachOperationInEachDirection()
    {
        // The first convolution's input is the image, which learns nothing.
        (string, KernelDirection)[] expected =
        [
            ("convolution 3×3, 28×28×1 → 26×26×16", KernelDirection.Forward),
            ("convolution 3×3, 28×28×1 → 26×26×16", KernelDirection.ToKernel),
            ("max pooling 2×2, 26×26×16 → 13×13", KernelDirection.Forward),
            ("max pooling 2×2, 26×26×16 → 13×13", KernelDirection.ToInput),
            ("convolution 3×3, 13×13×16 → 11×11×32", KernelDirection.Forward),
            ("convolution 3×3, 13×13×16 → 11×11×32", KernelDirection.ToInput),
            ("convolution 3×3, 13×13×16 → 11×11×32", KernelDirection.ToKernel),
            ("max pooling 2×2, 11×11×32 → 5×5", KernelDirection.Forward),
            ("max pooling 2×2, 11×11×32 → 5×5", KernelDirection.ToInput),
            ("dense 800 → 64", KernelDirection.Forward),
            ("dense 800 → 64", KernelDirection.ToInput),
            ("dense 800 → 64", KernelDirection.ToKernel),
            ("dense 64 → 10", KernelDirection.Forward),
            ("dense 64 → 10", KernelDirection.ToInput),
            ("dense 64 → 10", KernelDirection.ToKernel),
        ];

        IReadOnlyList<KernelWork> works = KernelWorks.Of(new QuickStart());

        Assert.Equal(expected, works.Select(work => (work.Operation, work.Direction)));
        // An image, an output position, a kernel element: a multiplication and an addition.
        Assert.Equal(2.0 * 100 * 11 * 11 * (3 * 3 * 16 * 32), works[5].Operations);
        Assert.Null(works[2].Operations);
        // Pooling reads each pixel and writes the greatest of four; its gradient finds the places of these first.
        Assert.Equal(4.0 * 100 * 16 * ((26 * 26) + (13 * 13)), works[2].Bytes);
        Assert.Equal(4.0 * 100 * 16 * (((26 * 26) + (13 * 13)) + ((2 * 13 * 13) + (26 * 26))), works[3].Bytes);
    }

    // Strides, and factors of bfloat16, are not what Winograd's algorithm is for.
    [Fact]
    public void Of_Convolutions_SaysWhichWinogradComputes()
    {
        static string[] Winograd(Precision precision) => [.. KernelWorks.Of(new Jellyfish(), precision: precision).Where(work => work.IsWinograd).Select(work => $"{work.Operation} {work.Direction}")];

        string[] computed = Winograd(Precision.Float32);
        Assert.All(computed, operation => Assert.StartsWith("convolution 3×3 same, 7×7×", operation, StringComparison.Ordinal));
        foreach (KernelDirection direction in Enum.GetValues<KernelDirection>())
        {
            Assert.Contains($"convolution 3×3 same, 7×7×128 → 7×7×64 {direction}", computed);
        }

        Assert.Empty(Winograd(Precision.Bfloat16));
    }

    [Fact]
    public void Of_NormalizedNetworks_ListsNormalizationWithItsSizes()
    {
        (string, KernelDirection)[] resnet = [.. KernelWorks.Of(new ResNet9(), batch: 2).Select(work => (work.Operation, work.Direction))];
        (string, KernelDirection)[] minMax = [.. KernelWorks.Of(new MinMax(), batch: 2).Select(work => (work.Operation, work.Direction))];

        Assert.Contains(("batch normalization and relu, 32×32×64", KernelDirection.Forward), resnet);
        Assert.Contains(("batch normalization and relu, 32×32×64", KernelDirection.ToInput), resnet);
        Assert.Contains(("min-max normalization, 26×26×256", KernelDirection.Forward), minMax);
        Assert.Contains(("min-max normalization, 26×26×256", KernelDirection.ToInput), minMax);
        // That of the image has nothing before it that learns.
        Assert.DoesNotContain(("min-max normalization, 32×32×3", KernelDirection.ToInput), minMax);
    }

    [Theory]
    [InlineData("quickstart", 0)]
    [InlineData("tiny158", 0)]
    [InlineData("convnet", 0)]
    [InlineData("jellyfish", 0)]
    [InlineData("minmax", 0)]
    // Rounding has no gradient: five directions of two dense layers, and the convolutions forward alone.
    [InlineData("relaxed-quantization", 0)]
    // Two convolutions are there twice, in three directions, and listed once: 128 to 128 channels on 16×16 pixels, 512 to 512 on 4×4.
    [InlineData("resnet9", 2 * 3 * ((16 * 16 * 9 * 128 * 128) + (4 * 4 * 9 * 512 * 512)))]
    public void Of_EachRecipe_HasTheOperationsOfAStep(string name, int again)
    {
        const int Batch = 128;
        Recipe recipe = Recipe.Find(name);
        DatasetInfo dataset = Datasets.Find(recipe.DefaultDataset)!;

        double operations = KernelWorks.Of(recipe, Batch).Sum(work => work.Operations ?? 0);

        Assert.Equal((StepTimer.FlopsOf(recipe.CreateModel(dataset.Shape, dataset.Classes)) - again) * Batch, operations);
    }

    // Rounding, packing and transposing are there besides; what is computed is the same.
    [Fact]
    public void Of_Bfloat16_HasTheSameWork()
    {
        var recipe = new ConvNet();

        Assert.Equal(
            KernelWorks.Of(recipe, batch: 4).Select(work => (work.Operation, work.Direction, work.Operations)),
            KernelWorks.Of(recipe, batch: 4, Precision.Bfloat16).Select(work => (work.Operation, work.Direction, work.Operations)));
    }

    [Fact]
    public void FlopsOf_NetworkThatRounds_CountsWhatIsComputed()
    {
        // Convolutions of 128 - 32, 18,496 - 64, 73,856 - 128 and 295,168 - 256 weights, forward alone; the first dense layer's input learns nothing.
        double forward = (32.0 * 32 * 96) + (30 * 30 * 18_432) + (28 * 28 * 73_728) + (26 * 26 * 294_912);
        double dense = (2 * 256 * 128) + (3 * 128 * 20);

        Model model = new RelaxedQuantization().CreateModel(new ImageShape(32, 32, 3), 20);

        Assert.Equal(2 * (forward + dense), StepTimer.FlopsOf(model));
    }

    [Fact]
    public void Measure_EachKernelSet_GivesFiniteFigures()
    {
        foreach (KernelSet set in KernelSets.AvailableForBfloat16)
        {
            Precision precision = set == KernelSet.Amx ? Precision.Bfloat16 : Precision.Float32;
            using var timer = new KernelTimer(threads: 2, precision, set);
            KernelWork work = KernelWorks.Of(new QuickStart(), batch: 4, precision, set).First(work => work.Direction == KernelDirection.ToKernel);

            KernelTiming timing = timer.Measure(work, seconds: 0.001);

            Assert.All(
                new[] { timing.Seconds, timing.GigaFlops!.Value, timing.PeakGigaFlops, timing.PeakShare!.Value, timing.GigaBytes },
                figure => Assert.True(figure > 0 && double.IsFinite(figure), $"{set}: {timing}"));
            Assert.Equal(work.Operations!.Value, timing.GigaFlops!.Value * 1e9 * timing.Seconds, work.Operations.Value * 1e-9);
        }
    }
}
