namespace Krill.Kernels;

/// <summary>
/// Cross-entropy from interleaved logits: every step of the sum over the classes is one vector operation for a vector of images. The formulas are those of
/// <see cref="CrossEntropyFromLogitsLoss"/>.
/// </summary>
internal sealed unsafe class InterleavedCrossEntropy<V, S>(float smoothing, int batch, Storage logits, Storage targets, LossOutputs outputs) : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly int _classes = logits.Length;
    readonly float _inverseBatch = (float)(1.0 / batch);

    // The group's targets interleaved, and the exponentials of a vector of images.
    public override long ScratchLength(int images) => (2L * _classes * Group.Images) + Group.Images;

    public override void Run(in Work work)
    {
        int groupLength = _classes * Group.Images;
        float* interleaved = work.Scratch;
        for (int first = 0; first < work.Count; first += Group.Images)
        {
            float* group = logits.At(work) + ((nint)first * _classes);
            float* gradient = outputs.Gradient is null ? null : outputs.Gradient.At(work) + ((nint)first * _classes);
            InterleaveKernel.Transpose(targets.At(work) + ((nint)first * _classes), Group.Images, _classes, interleaved);
            for (int image = 0; image < Group.Images; image += S.Width)
            {
                RunVector(
                    group + image,
                    interleaved + image,
                    gradient is null ? null : gradient + image,
                    interleaved + groupLength,
                    outputs.Loss.At(work) + first + image,
                    outputs.Correct.At(work) + first + image);
            }
        }
    }

    void RunVector(float* z, float* t, float* gradient, float* exponentials, float* loss, float* correct)
    {
        var smooth = new SmoothTargetOperator(smoothing, _classes);
        V greatest = S.Load(z), target = S.Load(t), place = S.Zero, targetPlace = S.Zero;
        for (int c = 1; c < _classes; c++)
        {
            // The first of equals stays.
            V next = S.Load(z + (c * Group.Images)), nextTarget = S.Load(t + (c * Group.Images)), index = S.Broadcast(c);
            place = S.Select(S.Greater(next, greatest), index, place);
            targetPlace = S.Select(S.Greater(nextTarget, target), index, targetPlace);
            greatest = S.Max(greatest, next);
            target = S.Max(target, nextTarget);
        }

        // A NaN equals nothing, itself included: such predictions are never correct.
        V hit = S.Select(S.Equal(place, targetPlace), S.Broadcast(1), S.Zero);
        S.Store(correct, S.Select(S.Equal(greatest, greatest), hit, S.Zero));

        V sum = S.Zero;
        for (int c = 0; c < _classes; c++)
        {
            V exponential = SimdMath.Exp<V, S>(S.Subtract(S.Load(z + (c * Group.Images)), greatest));
            S.Store(exponentials + (c * S.Width), exponential);
            sum = S.Add(sum, exponential);
        }

        V logSum = SimdMath.Log<V, S>(sum), total = S.Zero, entropy = S.Zero;
        for (int c = 0; c < _classes; c++)
        {
            V share = smooth.Invoke<V, S>(S.Load(t + (c * Group.Images)));
            V distance = S.Add(S.Subtract(greatest, S.Load(z + (c * Group.Images))), logSum);
            total = S.Add(total, share);
            entropy = S.Add(entropy, S.Select(S.Equal(share, S.Zero), S.Zero, S.Multiply(share, distance)));
        }

        S.Store(loss, entropy);
        if (gradient is null)
        {
            return;
        }

        V factor = S.Divide(total, sum), inverseBatch = S.Broadcast(_inverseBatch);
        for (int c = 0; c < _classes; c++)
        {
            V share = smooth.Invoke<V, S>(S.Load(t + (c * Group.Images)));
            V difference = S.MultiplyAdd(S.Load(exponentials + (c * S.Width)), factor, S.Negate(share));
            S.Store(gradient + (c * Group.Images), S.Multiply(difference, inverseBatch));
        }
    }
}
