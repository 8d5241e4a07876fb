using Krill.Kernels;
using Krill.Losses;
using Krill.Planning;
using Krill.Testing;

namespace Krill.Tests.Training.Repeatability;

/// <summary>An executor with a batch at hand, to take single steps with all of it or its first images.</summary>
internal sealed class Steps : IDisposable
{
    readonly PinnedMemory _images;
    readonly PinnedMemory _targets;
    readonly int _count;

    public Steps(Model model, int count, string kernels, int threads)
    {
        Model = model;
        _count = count;
        Executor = new Executor(model, Loss.CategoricalCrossentropy, RepeatableTraining.Optimizer(), threads, seed: 9, AvailableKernelSets.Factory(kernels).Set);
        int outputs = model.Output.Shape!.Elements;
        _images = new PinnedMemory((long)count * model.Input.Shape!.Elements);
        _targets = new PinnedMemory((long)count * outputs);
        TestValues.Uniform((int)_images.Length, 4, 0, 1).CopyTo(_images.Span);
        for (int image = 0; image < count; image++)
        {
            _targets.Span[(image * outputs) + (image % outputs)] = 1;
        }
    }

    public Model Model { get; }

    public Executor Executor { get; }

    public BatchResult Train(int? count = null) => Executor.Train(_images, _targets, count ?? _count);

    public BatchResult Evaluate(int? count = null) => Executor.Evaluate(_images, _targets, count ?? _count);

    public float[] Predict(int? count = null)
    {
        var predictions = new float[(count ?? _count) * Model.Output.Shape!.Elements];
        Executor.Predict(_images, count ?? _count, predictions);
        return predictions;
    }

    public float[] Parameters() => [.. Model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    public void Dispose() => Executor.Dispose();
}
