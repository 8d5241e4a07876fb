using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>output = f(input, random number of the element).</summary>
/// <remarks>
/// The elements of an image are taken in groups of 64: 16 counters of 4 words. Element j of a group gets word j / 16 of
/// counter j % 16, so that 16 neighbours are a whole vector of one word at the greatest width, and a half or a quarter at
/// the others: the numbers of an element depend on the key, the image's place in the batch and its own place in the image
/// only. An incomplete last group is computed in full on a copy.
/// </remarks>
internal sealed unsafe class NoiseKernel<V, S, TOperator> : BatchKernel
    where V : struct
    where S : struct, ISimd<V>
    where TOperator : struct, INoiseOperator
{
    const int Counters = 16;
    const int Group = 4 * Counters;

    readonly TOperator _operator;
    readonly StepState _state;
    readonly int _operation;
    readonly Storage _input;
    readonly Storage _output;

    readonly int _pieces;

    public NoiseKernel(TOperator f, StepState state, int operation, Storage input, Storage output, int pieces = 1)
    {
        Operands.RequireLength(input, output.Length);
        _operator = f;
        _state = state;
        _operation = operation;
        _input = input;
        _output = output;
        _pieces = pieces;
    }

    public override int PieceUnit => Group;

    public override BatchKernel InPieces(int pieces) =>
        new NoiseKernel<V, S, TOperator>(_operator, _state, _operation, _input.InPieces(pieces), _output.InPieces(pieces), pieces);

    public override long ScratchLength(int images) => _output.Length % Group == 0 ? 0 : Group;

    public override void Run(in Work work)
    {
        float* input = _input.At(work), output = _output.At(work);
        RandomKey key = RandomKey.OfStep(_state.Seed, _state.Step, _operation);
        int stepHigh = (int)(_state.Step >> 32), length = _output.Length, whole = length / Group, rest = length % Group;
        for (int i = 0; i < work.Count; i++)
        {
            (int image, int piece) = Math.DivRem(work.First + i, _pieces);
            RunGroups(_operator, key, image, stepHigh, piece * whole, whole, input, output);
            if (rest > 0)
            {
                var last = new Span<float>(work.Scratch, Group);
                last[rest..].Clear();
                new ReadOnlySpan<float>(input + whole * Group, rest).CopyTo(last);
                RunGroups(_operator, key, image, stepHigh, whole, 1, work.Scratch, work.Scratch);
                last[..rest].CopyTo(new Span<float>(output + whole * Group, rest));
            }

            input += length;
            output += length;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void RunGroups(TOperator f, RandomKey key, int image, int stepHigh, int firstGroup, int groups, float* input, float* output)
    {
        V second = S.BroadcastInteger(image), third = S.BroadcastInteger(stepHigh), fourth = S.BroadcastInteger((int)TOperator.Purpose);
        V step = S.BroadcastInteger(S.Width), counter = S.AddInteger(S.Indices, S.BroadcastInteger(firstGroup * Counters));
        for (int group = 0; group < groups; group++)
        {
            for (int lane = 0; lane < Counters; lane += S.Width)
            {
                V a = counter, b = second, c = third, d = fourth;
                counter = S.AddInteger(counter, step);
                Threefry.Encrypt<V, S>(key, Threefry.Rounds, ref a, ref b, ref c, ref d);
                TOperator.Draw<V, S>(ref a, ref b, ref c, ref d);
                float* x = input + lane, y = output + lane;
                S.Store(y, f.Invoke<V, S>(S.Load(x), a));
                S.Store(y + Counters, f.Invoke<V, S>(S.Load(x + Counters), b));
                S.Store(y + 2 * Counters, f.Invoke<V, S>(S.Load(x + 2 * Counters), c));
                S.Store(y + 3 * Counters, f.Invoke<V, S>(S.Load(x + 3 * Counters), d));
            }

            input += Group;
            output += Group;
        }
    }
}
