using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>The gradient of a softmax along an axis with others inside it; laid out like <see cref="SoftmaxInnerAxisKernel{V, S}"/>.</summary>
internal sealed unsafe class SoftmaxGradientInnerAxisKernel<V, S> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
{
    readonly int _outer;
    readonly int _axis;
    readonly int _inner;
    readonly Storage _output;
    readonly Storage _outputGradient;
    readonly Storage _inputGradient;

    public SoftmaxGradientInnerAxisKernel(int outer, int axis, int inner, Storage output, Storage outputGradient, Storage inputGradient)
    {
        Operands.RequireLength(output, checked(outer * axis * inner));
        Operands.RequireLength(outputGradient, outer * axis * inner);
        Operands.RequireLength(inputGradient, outer * axis * inner);
        _outer = outer;
        _axis = axis;
        _inner = inner;
        _output = output;
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
    }

    public override void Run(in Work work)
    {
        float* y = _output.At(work), dy = _outputGradient.At(work), dx = _inputGradient.At(work);
        long blocks = (long)work.Count * _outer;
        for (long block = 0; block < blocks; block++)
        {
            int i = Columns<V, S>(y, dy, dx, 0);
            Columns<float, SimdScalar>(y, dy, dx, i);
            y += _axis * _inner;
            dy += _axis * _inner;
            dx += _axis * _inner;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Columns<W, T>(float* y, float* dy, float* dx, int first)
        where W : struct
        where T : struct, ISimd<W>
    {
        int axis = _axis, inner = _inner, i = first;
        for (; i <= inner - T.Width; i += T.Width)
        {
            W dot = T.Zero;
            for (int k = 0; k < axis; k++)
            {
                int at = k * inner + i;
                dot = T.MultiplyAdd(T.Load(y + at), T.Load(dy + at), dot);
            }

            for (int k = 0; k < axis; k++)
            {
                int at = k * inner + i;
                T.Store(dx + at, T.Multiply(T.Load(y + at), T.Subtract(T.Load(dy + at), dot)));
            }
        }

        return i;
    }
}
