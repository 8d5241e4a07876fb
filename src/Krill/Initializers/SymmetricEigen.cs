namespace Krill.Initializers;

/// <summary>The eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.</summary>
/// <remarks>
/// A rotation in the plane of two axes makes the entry between them 0; going round all pairs again and again, what is left beside the diagonal falls
/// quadratically. Always in the same order, so the same matrix gives the same bits. Source: Golub and Van Loan, "Matrix Computations", section 8.5.
/// </remarks>
internal static class SymmetricEigen
{
    // Rounds that matrices of this size need are fewer than ten.
    const int MostRounds = 60;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">The matrix, of which both halves are read.</param>
    /// <returns>The eigenvalues, the greatest first, and for each a row: its eigenvector, of length 1, whose number of greatest size is positive.</returns>
    public static (double[] Values, double[][] Vectors) Decompose(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var vectors = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            vectors[i, i] = 1;
        }

        for (int round = 0; round < MostRounds && Beside(a) > 0; round++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(a, vectors, p, q);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => a[i, i])];
        return ([.. order.Select(i => a[i, i])], [.. order.Select(i => Upright([.. Enumerable.Range(0, n).Select(k => vectors[k, i])]))]);
    }

    static void Rotate(double[,] a, double[,] vectors, int p, int q)
    {
        if (a[p, q] == 0)
        {
            return;
        }

        // The smaller of the two angles; where the entry is too small beside the diagonal for the tangent to be more than 0, the entry is 0 as well.
        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double tangent = double.IsInfinity(theta) ? 0 : (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double cosine = 1 / Math.Sqrt((tangent * tangent) + 1), sine = tangent * cosine;
        for (int k = 0; k < a.GetLength(0); k++)
        {
            (a[k, p], a[k, q]) = ((cosine * a[k, p]) - (sine * a[k, q]), (sine * a[k, p]) + (cosine * a[k, q]));
            (vectors[k, p], vectors[k, q]) = ((cosine * vectors[k, p]) - (sine * vectors[k, q]), (sine * vectors[k, p]) + (cosine * vectors[k, q]));
        }

        for (int k = 0; k < a.GetLength(0); k++)
        {
            (a[p, k], a[q, k]) = ((cosine * a[p, k]) - (sine * a[q, k]), (sine * a[p, k]) + (cosine * a[q, k]));
        }

        a[p, q] = a[q, p] = 0;
    }

    /// <summary>The squares beside the diagonal; 0 where the entries are below 1e-14 of it, as rounding keeps them from vanishing.</summary>
    static double Beside(double[,] a)
    {
        double beside = 0, diagonal = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            diagonal += a[i, i] * a[i, i];
            for (int j = 0; j < i; j++)
            {
                beside += a[i, j] * a[i, j];
            }
        }

        return diagonal + (beside * 1e12) == diagonal ? 0 : beside;
    }

    static double[] Upright(double[] vector)
    {
        double greatest = vector.MaxBy(Math.Abs);
        return greatest < 0 ? [.. vector.Select(value => -value)] : vector;
    }
}
