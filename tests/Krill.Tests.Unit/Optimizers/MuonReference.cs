namespace Krill.Tests.Unit.Optimizers;

/// <summary>Muon in double precision, from its definition: X is a matrix of (outputs, inputs), whatever its sides, and nothing is shared with the kernels.</summary>
sealed class MuonReference(double[,] weights)
{
    readonly double[,] _momentum = new double[weights.GetLength(0), weights.GetLength(1)];

    public double[,] Weights { get; private set; } = weights;

    public void Step(double[,] gradient, double rate, double momentum, bool nesterov, int steps, bool renormalizes, double decay)
    {
        int outputs = gradient.GetLength(0), inputs = gradient.GetLength(1);
        var x = new double[outputs, inputs];
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                _momentum[o, i] = (momentum * _momentum[o, i]) + gradient[o, i];
                x[o, i] = nesterov ? gradient[o, i] + (momentum * _momentum[o, i]) : _momentum[o, i];
            }
        }

        x = Scaled(x, 1 / (Norm(x) + 1e-7));
        for (int step = 0; step < steps; step++)
        {
            double[,] gram = Product(x, Transposed(x));
            double[,] factor = Sum(Scaled(gram, -4.7750), Scaled(Product(gram, gram), 2.0315));
            x = Sum(Scaled(x, 3.4445), Product(factor, x));
        }

        double keep = (1 - (rate * decay)) * (renormalizes ? Math.Sqrt(outputs) / Norm(Weights) : 1);
        Weights = Sum(Scaled(Weights, keep), Scaled(x, -rate));
    }

    public static double Norm(double[,] a) => Math.Sqrt(a.Cast<double>().Sum(value => value * value));

    static double[,] Product(double[,] a, double[,] b) => Of(
        a.GetLength(0), b.GetLength(1), (row, column) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[row, k] * b[k, column]));

    static double[,] Transposed(double[,] a) => Of(a.GetLength(1), a.GetLength(0), (row, column) => a[column, row]);

    static double[,] Scaled(double[,] a, double factor) => Of(a.GetLength(0), a.GetLength(1), (row, column) => a[row, column] * factor);

    static double[,] Sum(double[,] a, double[,] b) => Of(a.GetLength(0), a.GetLength(1), (row, column) => a[row, column] + b[row, column]);

    static double[,] Of(int rows, int columns, Func<int, int, double> value)
    {
        var result = new double[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[row, column] = value(row, column);
            }
        }

        return result;
    }
}
