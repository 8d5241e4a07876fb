using System.Text;
using Krill.Callbacks;
using Krill.EventFiles;
using Krill.Tests.Unit.Training;

namespace Krill.Tests.Unit.TensorBoards;

public sealed class TensorBoardTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_WithValidation_WritesScalarsOfEveryEpochIntoBothFolders()
    {
        History history = Train(new TensorBoard(_folder["logs"]), epochs: 3);

        IReadOnlyList<ReadEvent> train = Events("train"), validation = Events("validation");
        Assert.Equal("brain.Event:2", train[0].FileVersion);
        Assert.Equal("brain.Event:2", validation[0].FileVersion);
        Assert.Equal([1, 2, 3], train.Skip(1).Select(one => one.Step));
        Assert.Equal([1, 2, 3], validation.Skip(1).Select(one => one.Step));
        Assert.All(history, (epoch, i) =>
        {
            AssertScalars(train[i + 1], ("epoch_loss", epoch.Loss), ("epoch_accuracy", epoch.Accuracy), ("epoch_learning_rate", 0.01));
            AssertScalars(validation[i + 1], ("epoch_loss", epoch.ValidationLoss!.Value), ("epoch_accuracy", epoch.ValidationAccuracy!.Value));
        });
        Assert.All(train, one => Assert.InRange(one.WallTime, 1.7e9, 1e10));
    }

    [Fact]
    public void Fit_FileNames_AreThoseThatTensorBoardLooksFor()
    {
        Train(new TensorBoard(_folder["logs"]), epochs: 1);
        Train(new TensorBoard(_folder["logs"]), epochs: 1);

        // A further training has files of its own.
        string[] names = [.. Directory.GetFiles(_folder["logs/train"]).Select(path => Path.GetFileName(path)!)];
        Assert.Equal(2, names.Length);
        Assert.All(names, name => Assert.Matches($@"^events\.out\.tfevents\.\d{{10}}\..+\.{Environment.ProcessId}\.\d+\.v2$", name));
    }

    [Fact]
    public void Fit_WithoutValidation_WritesNoSuchFolder()
    {
        Train(new TensorBoard(_folder["logs"]), epochs: 1, validates: false);

        Assert.False(Directory.Exists(_folder["logs/validation"]));
    }

    [Fact]
    public void Fit_HistogramFrequency_WritesEveryWeightInTheFirstEpochAndThenSoOften()
    {
        Model model = new Fixture().Compiled().Model;
        Train(new TensorBoard(_folder["logs"]) { HistogramFrequency = 2 }, epochs: 3, model: model);

        ReadEvent[] epochs = [.. Events("train").Skip(1)];
        Assert.Equal([2, 0, 2], epochs.Select(one => one.Values.Count(value => value.Plugin == "histograms")));
        foreach (var (parameter, value) in model.Parameters.Zip(epochs[2].Values.Where(value => value.Plugin == "histograms")))
        {
            Assert.Equal($"{parameter.FullName}/histogram", value.Tag);
            Assert.Equal(2ul, value.DataClass);
            Assert.Equal([30, 3], value.Shape);
            double[][] buckets = [.. value.Numbers.Chunk(3)];
            Assert.Equal(parameter.Values.ToArray().Min(), buckets[0][0]);
            Assert.Equal(parameter.Values.ToArray().Max(), buckets[^1][1]);
            Assert.Equal(parameter.Values.Length, buckets.Sum(bucket => bucket[2]));
        }
    }

    // Four buckets from -1 to 1: an edge is the left one of its bucket, but the last, which is the right one.
    [Fact]
    public void Histogram_OfNumbers_CountsThemByBuckets() => Assert.Equal(
        new double[,] { { -1, -0.5, 2 }, { -0.5, 0, 1 }, { 0, 0.5, 2 }, { 0.5, 1, 3 } },
        Histogram.Of([-1, -0.75f, -0.5f, 0, 0.25f, 0.5f, 0.9f, 1, float.NaN, float.PositiveInfinity], 4));

    [Fact]
    public void Histogram_OfOneNumber_HasAllInTheLastBucket() => Assert.Equal(
        new double[,] { { 2, 2, 0 }, { 2, 2, 0 }, { 2, 2, 3 } },
        Histogram.Of([2, 2, 2], 3));

    [Fact]
    public void Histogram_OfNothingFinite_IsEmpty() => Assert.Equal(new double[2, 3], Histogram.Of([float.NaN], 2));

    // The check value of CRC-32C: what the reader's own comes to for "123456789" stands in the catalogue of checksums.
    [Fact]
    public void Reader_Checksum_IsCrc32C() => Assert.Equal(0xe3069283u, EventReader.Crc32C(Encoding.ASCII.GetBytes("123456789")));

    // A record of one byte, 0: the length's checksum and the byte's (0x527d5351), masked by hand.
    [Fact]
    public void TfRecord_OfAByte_HasTheFrameOfTheFormat()
    {
        byte[] record = TfRecord.Of([0]);

        Assert.Equal(17, record.Length);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], record[..8]);
        Assert.Equal(0, record[12]);
        Assert.Equal(unchecked(((0x527d5351u >> 15) | (0x527d5351u << 17)) + 0xa282ead8u), BitConverter.ToUInt32(record, 13));
    }

    [Fact]
    public void Fit_FolderThatIsAFile_SaysWhich()
    {
        File.Create(_folder["logs"]).Dispose();

        var error = Assert.Throws<IOException>(() => Train(new TensorBoard(_folder["logs"]), epochs: 1));

        Assert.StartsWith(Path.Combine(_folder["logs"], "train"), error.Message, StringComparison.Ordinal);
        Assert.Contains("when writing it; expected a place that takes new files.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HistogramFrequency_LessThan0_IsRefused() => Assert.Contains(
        "TensorBoard.HistogramFrequency: received -1; expected 0 or more.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorBoard { HistogramFrequency = -1 }).Message,
        StringComparison.Ordinal);

    static void AssertScalars(ReadEvent one, params (string Tag, double Number)[] expected)
    {
        Assert.Equal(expected.Select(scalar => scalar.Tag), one.Values.Select(value => value.Tag));
        Assert.Equal(expected.Select(scalar => (double)(float)scalar.Number), one.Values.Select(value => value.Numbers.Single()));
        Assert.All(one.Values, value => Assert.Equal(("scalars", 1ul, 0), (value.Plugin, value.DataClass, value.Shape.Length)));
    }

    IReadOnlyList<ReadEvent> Events(string folder) => EventReader.Read(Assert.Single(Directory.GetFiles(Path.Combine(_folder["logs"], folder))));

    static History Train(Callback callback, int epochs, bool validates = true, Model? model = null) => (model ?? new Fixture().Compiled().Model).Fit(
        Fixture.Images(6),
        new FitOptions { Epochs = epochs, BatchSize = 2, Validation = validates ? Fixture.Images(3) : null, Callbacks = { callback } });
}
