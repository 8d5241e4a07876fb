using Krill.Data;
using Krill.Kernels;
using Krill.Losses;
using Krill.Planning;
using Krill.Tests.Training.Repeatability;

namespace Krill.Tests.Training.Planning;

public class ExecutorTests
{
    const int Images = 4, Classes = 10;

    // A plan without its memory would be found by the second call, and run nowhere.
    [Fact]
    public void Steps_WhoseMemoryCouldNotBeHad_HaveItTheNextTime()
    {
        bool fails = true;
        using var executor = new Executor(RepeatableTraining.Network(), Loss.CategoricalCrossentropy, RepeatableTraining.Optimizer(), threads: 2, seed: 1)
        {
            Allocate = length => fails ? throw new InsufficientMemoryException() : new PinnedMemory(length),
        };
        ImageSet set = RepeatableTraining.Set.Take(Images);
        float[] predictions = new float[Images * Classes], expected = [.. RepeatableTraining.Network().Predict(set).Values];
        using var loader = new Loader(set, new LoaderOptions { BatchSize = Images });
        loader.StartEpoch(0);
        Assert.True(loader.TryNext(out Batch? batch));
        Assert.Throws<InsufficientMemoryException>(() => executor.Predict(batch.Input, Images, predictions));
        Assert.Throws<InsufficientMemoryException>(() => executor.Train(batch.Input, batch.Targets, Images));
        Assert.Equal(0, executor.Steps);
        fails = false;

        executor.Predict(batch.Input, Images, predictions);
        executor.Train(batch.Input, batch.Targets, Images);

        Assert.Equal(expected, predictions);
        Assert.Equal(1, executor.Steps);
    }
}
