namespace Krill.Kernels;

/// <summary>The sums of squares that Muon's norms come from: one for each block of the update, then one for each block of the weights.</summary>
internal static unsafe class MuonNorms
{
    /// <summary>Floats for a parameter of so many.</summary>
    public static int Length(int elements) => 2 * SharedBlocks.Count(elements);

    /// <summary>The norm of the update: the blocks added in their order, in double precision, so that every task finds the same.</summary>
    public static double OfUpdate(Storage squares) => Norm(squares.Start, squares.Length / 2);

    /// <summary>The norm of the weights before the step.</summary>
    public static double OfWeights(Storage squares) => Norm(squares.Start + (squares.Length / 2), squares.Length / 2);

    static double Norm(float* squares, int blocks)
    {
        double sum = 0;
        for (int i = 0; i < blocks; i++)
        {
            sum += squares[i];
        }

        return Math.Sqrt(sum);
    }
}
