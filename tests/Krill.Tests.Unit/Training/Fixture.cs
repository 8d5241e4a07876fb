using Krill.Data;
using Krill.Losses;
using Krill.Optimizers;

namespace Krill.Tests.Unit.Training;

/// <summary>A model of 2×2 images and three classes on a fake engine, and images whose first value is their number.</summary>
sealed class Fixture
{
    public const int Classes = 3;

    public Fixture()
    {
        Symbol image = Symbol.Input(2, 2, 1);
        Model = new Model(image, image.Flatten().Dense(Classes).Softmax());
        Model.Executors = (_, _, threads, seed) =>
        {
            (Threads, Seed) = (threads, seed);
            return Executor;
        };
    }

    public Model Model { get; }

    public FakeExecutor Executor { get; } = new(4, Classes);

    public int Threads { get; private set; }

    public ulong Seed { get; private set; }

    public static ImageSet Images(int count, int first = 0) => ImageSet.FromFloats(
        [.. Enumerable.Range(0, count * 4).Select(i => (float)(first + (i / 4)))],
        [.. Enumerable.Range(0, count).Select(i => (first + i) % Classes)],
        new ImageShape(2, 2, 1),
        ["a", "b", "c"]);

    public Fixture Compiled(Optimizer? optimizer = null)
    {
        Model.Compile(optimizer ?? new SGD(), Loss.CategoricalCrossentropy);
        return this;
    }
}
