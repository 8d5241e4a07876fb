using Krill.Initializers;
using Krill.Testing;

namespace Krill.Tests.Unit.Initializers;

public class SymmetricEigenTests
{
    [Fact]
    public void Decompose_ByHand()
    {
        // (2, 1; 1, 2): 3 along (1, 1), 1 along (1, -1).
        (double[] values, double[][] vectors) = SymmetricEigen.Decompose(new double[,] { { 2, 1 }, { 1, 2 } });

        Assert.Equal(3, values[0], 1e-14);
        Assert.Equal(1, values[1], 1e-14);
        Assert.Equal(Math.Sqrt(0.5), vectors[0][0], 1e-14);
        Assert.Equal(Math.Sqrt(0.5), vectors[0][1], 1e-14);
        Assert.Equal(-1, vectors[1][0] / vectors[1][1], 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(27)]
    public void Decompose_AnyMatrix_IsItsEigenvectorsAndTheyAreOrthonormal(int n)
    {
        double[,] matrix = Symmetric(n);
        (double[] values, double[][] vectors) = SymmetricEigen.Decompose(matrix);

        Assert.Equal(values.OrderDescending(), values);
        for (int e = 0; e < n; e++)
        {
            for (int i = 0; i < n; i++)
            {
                double product = Enumerable.Range(0, n).Sum(k => matrix[i, k] * vectors[e][k]);
                Assert.Equal(values[e] * vectors[e][i], product, 1e-12);
                Assert.Equal(e == i ? 1 : 0, Enumerable.Range(0, n).Sum(k => vectors[e][k] * vectors[i][k]), 1e-12);
            }
        }
    }

    [Fact]
    public void Decompose_DiagonalAndEqualValues_StaysAsItIs()
    {
        (double[] values, double[][] vectors) = SymmetricEigen.Decompose(new double[,] { { 1, 0, 0 }, { 0, 5, 0 }, { 0, 0, 1 } });

        Assert.Equal([5, 1, 1], values);
        Assert.Equal([0, 1, 0], vectors[0]);
    }

    static double[,] Symmetric(int n)
    {
        float[] random = TestValues.Uniform(n * n, 7);
        var matrix = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = matrix[j, i] = random[(i * n) + j];
            }
        }

        return matrix;
    }
}
