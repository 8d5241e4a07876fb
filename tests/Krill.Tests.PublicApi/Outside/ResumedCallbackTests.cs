using Krill;
using Krill.Callbacks;
using Krill.Data;
using Krill.Runs;
using Samples;

namespace Outside;

/// <summary>What a callback and an optimizer of one's own remember comes back in a training that goes on.</summary>
public sealed class ResumedCallbackTests : IDisposable
{
    static readonly ImageSet s_images = Steps.Pixels((1, 0), (1, 0), (0, 1), (1, 0));

    readonly string _folder = Directory.CreateTempSubdirectory("krill-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Fit_GoneOnAfterAnException_EndsWithTheWeightsOfAnUndisturbedOne()
    {
        float[] whole = Train("whole", new Ending(epoch: 99));
        Assert.Throws<NotSupportedException>(() => Train("parts", new Ending(epoch: 2)));

        float[] parts = Train("parts", new Ending(epoch: 99));

        Assert.Equal(whole, parts);
    }

    float[] Train(string name, Callback ending)
    {
        (Model model, Krill.Layers.Parameter weights) = Steps.TwoWeights(0, 64);
        string path = Path.Combine(_folder, name);
        RunFolder run = RunFolder.Holds(path)
            ? RunFolder.Open(path)
            : RunFolder.Create(new RunDescription { Recipe = "own", Dataset = "pixels", Seed = 0, Epochs = 6, BatchSize = 1, Threads = 1 }, path);
        Steps.Train(model, new SignSgd(8), s_images, epochs: 6, new BoldDriver(), ending, run.Recorder());
        return [.. weights.Values];
    }

    sealed class Ending(int epoch) : Callback
    {
        public override void OnEpochBegin(int number, TrainingContext context)
        {
            if (number == epoch)
            {
                throw new NotSupportedException();
            }
        }
    }
}
