namespace Krill.Kernels;

/// <summary>What Muon needs beside products: all on shared tensors, none in place but the weights and the momentum.</summary>
internal abstract partial class KernelFactory
{
    /// <summary>Moves the momentum, and writes the update and the sums of squares of update and weights.</summary>
    public abstract TaskKernel MuonMomentum(MuonStep step, float momentum, bool nesterov, MuonOperands operands);

    /// <summary>matrix = update / (norm + epsilon), transposed if the update has so many rows and not 0.</summary>
    public abstract TaskKernel MuonNormalize(float epsilon, int transposedRows, Storage update, Storage squares, Storage matrix);

    /// <summary>a I + b G + c G².</summary>
    public abstract TaskKernel MuonPolynomial(float a, float b, float c, int side, MuonPowers powers);

    /// <summary>Brings the weights to a norm (0: leaves it) and takes the step; the matrix is transposed if the weights have so many rows and not 0.</summary>
    public abstract TaskKernel MuonApply(MuonStep step, float norm, int transposedRows, Storage matrix, Storage squares, Storage weights);
}

internal sealed partial class KernelFactory<V, S>
{
    public override TaskKernel MuonMomentum(MuonStep step, float momentum, bool nesterov, MuonOperands operands)
    {
        Operands.RequireLength(operands.Gradient, operands.Weights.Length);
        Operands.RequireLength(operands.Momentum, operands.Weights.Length);
        Operands.RequireLength(operands.Update, operands.Weights.Length);
        Operands.RequireLength(operands.Squares, MuonNorms.Length(operands.Weights.Length));
        return new MuonMomentumKernel<V, S>(step, momentum, nesterov, operands);
    }

    public override TaskKernel MuonNormalize(float epsilon, int transposedRows, Storage update, Storage squares, Storage matrix)
    {
        Operands.RequireLength(squares, MuonNorms.Length(update.Length));
        Operands.RequireLength(matrix, update.Length);
        return new MuonNormalizeKernel<V, S>(epsilon, transposedRows, update, squares, matrix);
    }

    public override TaskKernel MuonPolynomial(float a, float b, float c, int side, MuonPowers powers)
    {
        Operands.RequireLength(powers.Gram, side * side);
        Operands.RequireLength(powers.GramSquared, side * side);
        Operands.RequireLength(powers.Polynomial, side * side);
        return new MuonPolynomialKernel<V, S>(a, b, c, side, powers);
    }

    public override TaskKernel MuonApply(MuonStep step, float norm, int transposedRows, Storage matrix, Storage squares, Storage weights)
    {
        Operands.RequireLength(squares, MuonNorms.Length(weights.Length));
        Operands.RequireLength(matrix, weights.Length);
        return new MuonApplyKernel<V, S>(step, norm, transposedRows, matrix, squares, weights);
    }
}
