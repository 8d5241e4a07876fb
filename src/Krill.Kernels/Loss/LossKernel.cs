namespace Krill.Kernels;

/// <summary>A loss, image by image.</summary>
internal sealed unsafe class LossKernel<V, S, TLoss> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TLoss : struct, ILossFunction
{
    readonly TLoss _function;
    readonly Storage _predictions;
    readonly Storage _targets;
    readonly LossOutputs _outputs;
    readonly int _length;
    readonly float _inverseBatch;

    public LossKernel(TLoss function, int batch, Storage predictions, Storage targets, LossOutputs outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(predictions.Length, 1);
        Operands.RequireLength(targets, predictions.Length);
        Operands.RequireLength(outputs.Loss, 1);
        Operands.RequireLength(outputs.Correct, 1);
        Operands.RequireLength(outputs.Gradient ?? predictions, predictions.Length);
        _function = function;
        _predictions = predictions;
        _targets = targets;
        _outputs = outputs;
        _length = predictions.Length;
        _inverseBatch = (float)(1.0 / batch);
    }

    public override long ScratchLength(int images) => PartialVector.BufferLength + 2L * _length;

    public override void Run(in Work work)
    {
        float* predictions = _predictions.At(work), targets = _targets.At(work);
        float* loss = _outputs.Loss.At(work), correct = _outputs.Correct.At(work);
        float* gradient = _outputs.Gradient is null ? null : _outputs.Gradient.At(work);
        for (int image = 0; image < work.Count; image++)
        {
            long first = (long)image * _length;
            var row = new LossRow
            {
                Length = _length,
                Predictions = predictions + first,
                Targets = targets + first,
                Gradient = gradient is null ? null : gradient + first,
                InverseBatch = _inverseBatch,
                Buffer = work.Scratch,
                First = work.Scratch + PartialVector.BufferLength,
            };
            correct[image] = IsCorrect(row) ? 1 : 0;
            loss[image] = _function.Invoke<V, S>(row);
        }
    }

    /// <summary>Whether the greatest prediction is where the greatest target is. Predictions with a NaN never are.</summary>
    static bool IsCorrect(in LossRow row)
    {
        int prediction = Greatest(row.Predictions, row);
        return prediction >= 0 && prediction == Greatest(row.Targets, row);
    }

    /// <summary>Where the greatest is, the first of equals; -1 if there is a NaN.</summary>
    static int Greatest(float* values, in LossRow row)
    {
        float greatest = SoftmaxRow<V, S>.Maximum(values, row.Length, row.Buffer);
        return float.IsNaN(greatest) ? -1 : new ReadOnlySpan<float>(values, row.Length).IndexOf(greatest);
    }
}
