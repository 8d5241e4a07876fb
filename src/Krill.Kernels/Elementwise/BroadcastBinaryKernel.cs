namespace Krill.Kernels;

/// <summary>output = f(a, b), b repeated along each image of a.</summary>
internal sealed unsafe class BroadcastBinaryKernel<V, S, TOperator> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, IBinaryOperator
{
    // Operands shorter than this are laid out several times in scratch memory, so that the inner loop has whole vectors to do.
    const int ShortestRun = 256;

    readonly TOperator _operator;
    readonly Storage _a;
    readonly Storage _b;
    readonly Storage _output;
    readonly int _run;

    public BroadcastBinaryKernel(TOperator f, Storage a, Storage b, Storage output)
    {
        Operands.RequireLength(a, output.Length);
        Operands.RequireDivisor(b, output.Length);
        _operator = f;
        _a = a;
        _b = b;
        _output = output;

        int length = Math.Max(b.Length, 1);
        bool repeats = length > 1 && length < ShortestRun && length < a.Length;
        _run = repeats ? Math.Min(ShortestRun / length * length, a.Length) : length;
    }

    public override int PieceUnit => _b.Kind == StorageKind.Shared && _b.Length <= ShortestRun ? _b.Length : 0;

    public override BatchKernel InPieces(int pieces) =>
        new BroadcastBinaryKernel<V, S, TOperator>(_operator, _a.InPieces(pieces), _b, _output.InPieces(pieces));

    public override long ScratchLength(int images) => _run == _b.Length ? 0 : _run;

    public override void Run(in Work work)
    {
        float* a = _a.At(work), b = _b.At(work), output = _output.At(work);
        int length = _output.Length;
        bool shared = _b.Kind == StorageKind.Shared;
        if (shared && _b.Length == 1)
        {
            ElementLoops.BinaryScalar<V, S, TOperator>(_operator, a, *b, output, (long)work.Count * length);
            return;
        }

        for (int image = 0; image < work.Count; image++)
        {
            if (image == 0 || !shared)
            {
                RunImage(a, Repeated(b, work.Scratch), output, length);
            }
            else
            {
                RunImage(a, _run == _b.Length ? b : work.Scratch, output, length);
            }

            a += length;
            output += length;
            b += shared ? 0 : _b.Length;
        }
    }

    void RunImage(float* a, float* b, float* output, int length)
    {
        if (_b.Length == 1)
        {
            ElementLoops.BinaryScalar<V, S, TOperator>(_operator, a, *b, output, length);
            return;
        }

        for (int start = 0; start < length; start += _run)
        {
            ElementLoops.Binary<V, S, TOperator>(_operator, a + start, b, output + start, Math.Min(_run, length - start));
        }
    }

    /// <summary>b itself, or laid out until it fills a run.</summary>
    float* Repeated(float* b, float* scratch)
    {
        if (_run == _b.Length)
        {
            return b;
        }

        for (int i = 0; i < _run; i++)
        {
            scratch[i] = i < _b.Length ? b[i] : scratch[i - _b.Length];
        }

        return scratch;
    }
}
