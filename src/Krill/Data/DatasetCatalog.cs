namespace Krill.Data;

/// <summary>What is known of each dataset: sizes, files, servers, checksums.</summary>
/// <remarks>
/// The checksums are those that the authors publish, or where they publish none (MNIST), those that torchvision checks.
/// </remarks>
internal static class DatasetCatalog
{
    static readonly string[] s_mnistServers =
    [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "http://yann.lecun.com/exdb/mnist/", // the author's own, which has refused downloads for years
    ];

    static readonly string[] s_fashionServers =
    [
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    ];

    static readonly string[] s_cifarServers = ["https://www.cs.toronto.edu/~kriz/", "https://cave.cs.toronto.edu/kriz/"];

    static readonly CifarFiles s_cifar10Files = new(
        ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"], ["test_batch.bin"], "batches.meta.txt");

    static readonly string[] s_cifar100Files = ["train.bin", "test.bin", "fine_label_names.txt", "coarse_label_names.txt"];

    /// <summary>All datasets, the usual first, the built-in last.</summary>
    public static IReadOnlyList<DatasetInfo> All { get; } = [Mnist(), FashionMnist(), Cifar10(), Cifar100(coarse: false), Cifar100(coarse: true), Digits()];

    static DatasetInfo Mnist() => new((info, folder, _) => IdxDataset.Read(info, folder, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]))
    {
        Name = "mnist",
        Description = "Handwritten digits (LeCun, Cortes and Burges, 1998)",
        Shape = new ImageShape(28, 28, 1),
        Classes = 10,
        TrainCount = 60_000,
        TestCount = 10_000,
        Folder = "mnist",
        Files = [IdxDataset.TrainImages, IdxDataset.TrainLabels, IdxDataset.TestImages, IdxDataset.TestLabels],
        Downloads =
        [
            Download(IdxDataset.TrainImages, s_mnistServers, 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
            Download(IdxDataset.TrainLabels, s_mnistServers, 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
            Download(IdxDataset.TestImages, s_mnistServers, 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
            Download(IdxDataset.TestLabels, s_mnistServers, 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
        ],
    };

    static DatasetInfo FashionMnist() => Mnist() with
    {
        Name = "fashion-mnist",
        Description = "Pieces of clothing in MNIST's format (Xiao, Rasul and Vollgraf, 2017)",
        Folder = "fashion-mnist",
        Downloads =
        [
            Download(IdxDataset.TrainImages, s_fashionServers, 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            Download(IdxDataset.TrainLabels, s_fashionServers, 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
            Download(IdxDataset.TestImages, s_fashionServers, 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
            Download(IdxDataset.TestLabels, s_fashionServers, 5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
        ],
        Read = (info, folder, _) => IdxDataset.Read(
            info, folder, ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]),
    };

    static DatasetInfo Cifar10() => new((info, folder, _) =>
        CifarDataset.Read(info, folder, new CifarFile(LabelBytes: 1, LabelAt: 0, Classes: 10), s_cifar10Files))
    {
        Name = "cifar10",
        Description = "Small colour photographs, 10 classes (Krizhevsky, 2009)",
        Shape = CifarFile.Shape,
        Classes = 10,
        TrainCount = 50_000,
        TestCount = 10_000,
        Folder = "cifar-10-batches-bin",
        Files = [.. s_cifar10Files.Train, .. s_cifar10Files.Test, s_cifar10Files.Names],
        Downloads = [Download("cifar-10-binary.tar.gz", s_cifarServers, 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530")],
    };

    static DatasetInfo Cifar100(bool coarse) => new((info, folder, _) => CifarDataset.Read(
        info,
        folder,
        new CifarFile(LabelBytes: 2, LabelAt: coarse ? 0 : 1, info.Classes),
        new CifarFiles(["train.bin"], ["test.bin"], coarse ? "coarse_label_names.txt" : "fine_label_names.txt")))
    {
        Name = coarse ? "cifar100-coarse" : "cifar100",
        Description = coarse ? "CIFAR-100 with its 20 super-classes as labels (Krizhevsky, 2009)" : "Small colour photographs, 100 classes (Krizhevsky, 2009)",
        Shape = CifarFile.Shape,
        Classes = coarse ? 20 : 100,
        TrainCount = 50_000,
        TestCount = 10_000,
        Folder = "cifar-100-binary",
        Files = s_cifar100Files,
        Downloads = [Download("cifar-100-binary.tar.gz", s_cifarServers, 168_513_733, "03b5dce01913d631647c71ecec9e9cb8")],
    };

    static DatasetInfo Digits() => new((info, _, options) => DigitsDataset.Draw(
        options.Seed, options.TrainCount ?? info.TrainCount, options.TestCount ?? info.TestCount, Environment.ProcessorCount))
    {
        Name = Datasets.BuiltIn,
        Description = "Handwritten-looking digits that Krill draws itself, without files",
        Shape = DigitsDataset.Shape,
        Classes = 10,
        TrainCount = 60_000,
        TestCount = 10_000,
    };

    static DatasetDownload Download(string name, string[] servers, long size, string md5) =>
        new(name, [.. servers.Select(server => new Uri(server + name))], size, md5);
}
