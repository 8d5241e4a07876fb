using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Unit.Data;

public class RealDataTests
{
    static int[] Counts(ImageSet set) => [.. Enumerable.Range(0, set.Classes).Select(c => set.Labels.Count(c))];

    /// <summary>The mean pixel of every n-th image.</summary>
    static double Mean(ImageSet set, int step)
    {
        var image = new float[set.Shape.Length];
        double sum = 0;
        for (int i = 0; i < set.Count; i += step)
        {
            set.CopyImage(i, image);
            foreach (float pixel in image)
            {
                sum += pixel;
            }
        }

        return sum * step / ((double)set.Count * image.Length);
    }

    [RealDataFact("mnist")]
    public void Load_Mnist_IsTheKnownSet()
    {
        Dataset dataset = Datasets.Load("mnist");
        Assert.Equal((60_000, 10_000), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], dataset.Train.Labels[..10].ToArray());
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], dataset.Test.Labels[..10].ToArray());
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], Counts(dataset.Train));
        Assert.Equal(0.1307, Mean(dataset.Train, step: 1), 0.00005); // the mean that everybody normalises by
    }

    [RealDataFact("cifar10")]
    public void Load_Cifar10_IsTheKnownSet()
    {
        Dataset dataset = Datasets.Load("cifar10");
        Assert.Equal(Enumerable.Repeat(5_000, 10), Counts(dataset.Train));
        Assert.Equal(Enumerable.Repeat(1_000, 10), Counts(dataset.Test));
        Assert.Equal("airplane automobile bird cat deer dog frog horse ship truck".Split(' '), dataset.Train.ClassNames);
        // The means of red, green and blue that everybody normalises by: 0.4914, 0.4822, 0.4465.
        Assert.Equal((0.4914 + 0.4822 + 0.4465) / 3, Mean(dataset.Train, step: 10), 0.003);
    }

    [RealDataFact("cifar100")]
    public void Load_Cifar100_FineAndCoarseLabelsAgree()
    {
        string path = DatasetFolder.PathOf(Datasets.Find("cifar100")!, Path.Combine(Datasets.DefaultDirectory, "cifar-100-binary"), "test.bin");
        byte[] pixels = new byte[10_000 * 3072];
        int[] fine = new int[10_000], coarse = new int[10_000];
        new CifarFile(LabelBytes: 2, LabelAt: 1, Classes: 100).Read(path, pixels, fine);
        new CifarFile(LabelBytes: 2, LabelAt: 0, Classes: 20).Read(path, pixels, coarse);
        Assert.All(fine.GroupBy(label => label), group => Assert.Equal(100, group.Count()));
        Assert.All(coarse.GroupBy(label => label), group => Assert.Equal(500, group.Count()));
        // Every fine class lies in one super-class, and each super-class has five.
        Assert.Equal(Enumerable.Repeat(5, 20), fine.Zip(coarse).Distinct().GroupBy(pair => pair.Second).Select(group => group.Count()));
        Assert.Equal(100, fine.Zip(coarse).Distinct().Count());
    }
}
