using System.Runtime.CompilerServices;

namespace Krill.Kernels;

/// <summary>
/// Multiplies and adds in registers alone, as fast as the processor can: the measure that products are held against. Its sums do not depend on each other,
/// and there are so many that none is waited for.
/// </summary>
/// <remarks>
/// A sum is ready some four cycles after it is begun, and a core begins one, two or (128 bits on some ARM cores) four vectors of them a cycle. Twelve sums leave
/// room for the factors in 16 registers, twenty-four in 32; where there are too few registers or too few sums the other one wins, so the peak is
/// the better of both.
/// </remarks>
/// <param name="tasks">Tasks that the threads share.</param>
/// <param name="sums">12 or 24.</param>
internal sealed unsafe class MultiplyAddPeak<V, S>(int tasks, int sums) : PeakKernel
    where V : struct
    where S : struct, ISimd<V>
{
    // Some tenths of a millisecond a task.
    const int Rounds = 50_000;

    // Fields, lest the compiler knows the outcome. Each sum goes to their quotient, 1, and stays there.
    readonly float _factor = 0.5f;
    readonly float _term = 0.5f;

    public override int Tasks => tasks;

    public override long ScratchLength => S.Width;

    public override double Operations => 2.0 * S.Width * sums * Rounds * tasks;

    public override void Run(int task, float* scratch) =>
        S.Store(scratch, sums == 24 ? Sums24(S.Broadcast(_factor), S.Broadcast(_term)) : Sums12(S.Broadcast(_factor), S.Broadcast(_term)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static V Sums12(V factor, V term)
    {
        V c0 = term, c1 = term, c2 = term, c3 = term, c4 = term, c5 = term, c6 = term, c7 = term, c8 = term, c9 = term, c10 = term, c11 = term;
        for (int round = 0; round < Rounds; round++)
        {
            c0 = S.MultiplyAdd(c0, factor, term);
            c1 = S.MultiplyAdd(c1, factor, term);
            c2 = S.MultiplyAdd(c2, factor, term);
            c3 = S.MultiplyAdd(c3, factor, term);
            c4 = S.MultiplyAdd(c4, factor, term);
            c5 = S.MultiplyAdd(c5, factor, term);
            c6 = S.MultiplyAdd(c6, factor, term);
            c7 = S.MultiplyAdd(c7, factor, term);
            c8 = S.MultiplyAdd(c8, factor, term);
            c9 = S.MultiplyAdd(c9, factor, term);
            c10 = S.MultiplyAdd(c10, factor, term);
            c11 = S.MultiplyAdd(c11, factor, term);
        }

        return S.Add(S.Add(S.Add(c0, S.Add(c1, c2)), S.Add(c3, S.Add(c4, c5))), S.Add(S.Add(c6, S.Add(c7, c8)), S.Add(c9, S.Add(c10, c11))));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static V Sums24(V factor, V term)
    {
        V c0 = term, c1 = term, c2 = term, c3 = term, c4 = term, c5 = term, c6 = term, c7 = term, c8 = term, c9 = term, c10 = term, c11 = term;
        V c12 = term, c13 = term, c14 = term, c15 = term, c16 = term, c17 = term, c18 = term, c19 = term, c20 = term, c21 = term, c22 = term, c23 = term;
        for (int round = 0; round < Rounds; round++)
        {
            c0 = S.MultiplyAdd(c0, factor, term);
            c1 = S.MultiplyAdd(c1, factor, term);
            c2 = S.MultiplyAdd(c2, factor, term);
            c3 = S.MultiplyAdd(c3, factor, term);
            c4 = S.MultiplyAdd(c4, factor, term);
            c5 = S.MultiplyAdd(c5, factor, term);
            c6 = S.MultiplyAdd(c6, factor, term);
            c7 = S.MultiplyAdd(c7, factor, term);
            c8 = S.MultiplyAdd(c8, factor, term);
            c9 = S.MultiplyAdd(c9, factor, term);
            c10 = S.MultiplyAdd(c10, factor, term);
            c11 = S.MultiplyAdd(c11, factor, term);
            c12 = S.MultiplyAdd(c12, factor, term);
            c13 = S.MultiplyAdd(c13, factor, term);
            c14 = S.MultiplyAdd(c14, factor, term);
            c15 = S.MultiplyAdd(c15, factor, term);
            c16 = S.MultiplyAdd(c16, factor, term);
            c17 = S.MultiplyAdd(c17, factor, term);
            c18 = S.MultiplyAdd(c18, factor, term);
            c19 = S.MultiplyAdd(c19, factor, term);
            c20 = S.MultiplyAdd(c20, factor, term);
            c21 = S.MultiplyAdd(c21, factor, term);
            c22 = S.MultiplyAdd(c22, factor, term);
            c23 = S.MultiplyAdd(c23, factor, term);
        }

        V low = S.Add(S.Add(S.Add(c0, S.Add(c1, c2)), S.Add(c3, S.Add(c4, c5))), S.Add(S.Add(c6, S.Add(c7, c8)), S.Add(c9, S.Add(c10, c11))));
        V high = S.Add(S.Add(S.Add(c12, S.Add(c13, c14)), S.Add(c15, S.Add(c16, c17))), S.Add(S.Add(c18, S.Add(c19, c20)), S.Add(c21, S.Add(c22, c23))));
        return S.Add(low, high);
    }
}
