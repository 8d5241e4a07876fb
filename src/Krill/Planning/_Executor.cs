using Krill.Kernels;
using Krill.Losses;
using Krill.Optimizers;
namespace Krill.Planning;
internal sealed class Executor(Model model, Loss? loss, Optimizer? optimizer, int threads, ulong seed) : IExecutor
{
    public long Steps { get; set; }
    public object[] All => [model, loss!, optimizer!, threads, seed];
    public BatchResult Train(PinnedMemory images, PinnedMemory targets, int count) => throw new NotSupportedException();
    public BatchResult Evaluate(PinnedMemory images, PinnedMemory targets, int count) => throw new NotSupportedException();
    public void Predict(PinnedMemory images, int count, Span<float> predictions) => throw new NotSupportedException();
    public void Dispose() { }
}
