using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>Muon: momentum, whose matrix is then made nearly orthogonal, so that a step goes equally far in all directions.</summary>
/// <remarks>
/// <para>m ← momentum · m + g, u = g + momentum · m with <see cref="Nesterov"/>, else m; X = u / (‖u‖ + ε) as a matrix of (outputs, inputs);</para>
/// <para><see cref="Steps"/> times X ← A X + (B (X Xᵀ) + C (X Xᵀ)²) X, which brings X's singular values near 1; w ← w (1 - lr · WeightDecay) - lr · X.</para>
/// <para>lr is the learning rate after <see cref="Optimizer.Decay"/>. Inputs are all axes but the last: a convolution's kernel is a matrix of
/// (channels, window · input channels). Norms are Frobenius's. It trains matrices and kernels of convolutions only: give biases and parameters of
/// normalizations to another optimizer by a <see cref="GroupedOptimizer"/>. Source: Jordan et al., "Muon: an optimizer for hidden layers in neural
/// networks", 2024; Keras's <c>Muon</c>, which takes 5 steps and scales the update by the matrix's sides.</para>
/// </remarks>
public sealed class Muon : Optimizer
{
    /// <summary>Muon.</summary>
    /// <param name="learningRate">The step size, greater than 0; by default 0.02.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public Muon(float learningRate = 0.02f)
        : base(learningRate)
    {
    }

    /// <summary>How much of the last steps' gradients is kept, 0 to less than 1; by default 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or 1 and more.</exception>
    public double Momentum { get; init => field = Require.Below(value, 0, 1, "Muon.Momentum"); } = 0.95;

    /// <summary>Whether the gradient counts once more beside the momentum; true by default.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>How many times the polynomial is applied, at least 1; by default 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Steps { get; init => field = Require.AtLeast(value, 1, "Muon.Steps"); } = 3;

    /// <summary>The polynomial's factor of X; finite, by default 3.4445.</summary>
    public double A { get; init; } = 3.4445;

    /// <summary>The polynomial's factor of X Xᵀ X; finite, by default -4.775.</summary>
    public double B { get; init; } = -4.775;

    /// <summary>The polynomial's factor of (X Xᵀ)² X; finite, by default 2.0315.</summary>
    public double C { get; init; } = 2.0315;

    /// <summary>ε, what keeps the division by the norm finite, greater than 0; by default 1e-7.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number greater than 0.</exception>
    public double Epsilon { get; init => field = Require.Positive(value, "Muon.Epsilon"); } = 1e-7;

    /// <summary>
    /// Whether a parameter is brought to the norm √outputs before each step, so that only its direction is learned; false by default. For kernels before
    /// a normalization, to which their length makes no difference.
    /// </summary>
    public bool Renormalizes { get; init; }

    /// <summary>The share of a weight, times the learning rate, that it loses in each step; 0 (default) or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0, or not finite.</exception>
    public double WeightDecay { get; init => field = Require.AtLeast(value, 0, "Muon.WeightDecay"); }

    /// <inheritdoc/>
    protected internal override int Slots => 1;

    /// <summary>What the kernels read in each step.</summary>
    internal MuonStep Step { get; } = new();

    /// <summary>Makes sure that a parameter is a matrix, or a kernel that can be seen as one.</summary>
    internal static void RequireMatrix(Parameter parameter)
    {
        if (parameter.Shape.Rank < 2)
        {
            throw new ArgumentException(
                $"Muon: received the parameter {parameter.FullName} of shape {parameter.Shape}; expected a matrix or the kernel of a convolution. Give it to another "
                + "optimizer: new GroupedOptimizer(new Muon(), [new ParameterGroup(\"vectors\", parameter => parameter.Shape.Rank < 2, new SGD())]).");
        }
    }

    /// <inheritdoc/>
    protected internal override void BeginStep()
    {
        Step.IsIdle = IsIdle;
        Step.LearningRate = (float)DecayedLearningRate;
        Step.Decay = (float)(DecayedLearningRate * WeightDecay);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: a number's update follows from the whole matrix, so Muon has kernels of its own.</exception>
    protected internal override void Update(in ParameterUpdate update) => throw new NotSupportedException(
        "Muon.Update: received a run of numbers; expected the whole matrix, which Model.Fit updates by kernels of its own.");
}
