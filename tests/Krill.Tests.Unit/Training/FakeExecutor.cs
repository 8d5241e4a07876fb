using Krill.Data;
using Krill.Kernels;
using Krill.Planning;

namespace Krill.Tests.Unit.Training;

/// <summary>An engine whose results are scripted, which notes what it was given.</summary>
sealed class FakeExecutor(int imageLength, int classes) : IExecutor
{
    static readonly BatchResult s_nothing = new(0, 0, 0, 1);

    public long Steps { get; set; }

    public IReadOnlyList<Krill.Layers.Parameter> WithoutGradient => [];

    /// <summary>The result of a training step, from its number (1 the first) and its images.</summary>
    public Func<long, int, BatchResult> OnTrain { get; set; } = (_, count) => s_nothing with { Count = count };

    /// <summary>The result of an evaluation.</summary>
    public Func<int, BatchResult> OnEvaluate { get; set; } = count => s_nothing with { Count = count };

    /// <summary>Called by each evaluation and prediction of a batch.</summary>
    public Action? OnRun { get; set; }

    /// <summary>The first value of every image that was trained on, when <see cref="IsNoting"/>.</summary>
    public List<float> Trained { get; } = [];

    public List<float> Evaluated { get; } = [];

    public List<int> Classes { get; } = [];

    public bool IsNoting { get; set; } = true;

    public bool IsDisposed { get; private set; }

    public BatchResult Train(BatchImages images, PinnedMemory targets, int count)
    {
        Steps++;
        if (IsNoting)
        {
            Note(Trained, images, count);
            for (int i = 0; i < count; i++)
            {
                Classes.Add(targets.Slice((long)i * classes, classes).IndexOf(1));
            }
        }

        return OnTrain(Steps, count);
    }

    public BatchResult Evaluate(BatchImages images, PinnedMemory targets, int count)
    {
        OnRun?.Invoke();
        if (IsNoting)
        {
            Note(Evaluated, images, count);
        }

        return OnEvaluate(count);
    }

    /// <summary>Predicts class c of an image as its first value times (c + 1).</summary>
    public void Predict(BatchImages images, int count, Span<float> predictions)
    {
        OnRun?.Invoke();
        for (int i = 0; i < predictions.Length; i++)
        {
            predictions[i] = First(images, i / classes) * (i % classes + 1);
        }
    }

    public void Dispose() => IsDisposed = true;

    void Note(List<float> list, BatchImages images, int count)
    {
        for (int i = 0; i < count; i++)
        {
            list.Add(First(images, i));
        }
    }

    /// <summary>The first value of an image, wherever it is.</summary>
    float First(BatchImages images, int image)
    {
        if (images.Memory is { } memory)
        {
            return memory.Span[image * imageLength];
        }

        float[] pixels = new float[imageLength];
        images.Source!.Read(image, pixels);
        return pixels[0];
    }
}
