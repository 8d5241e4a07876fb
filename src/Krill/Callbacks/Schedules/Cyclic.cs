namespace Krill.Callbacks;

/// <summary>Up and down in straight lines between two numbers, again and again, the height of each cycle scaled by a function.</summary>
/// <remarks>
/// <para>cycle = ⌊1 + t / (2 stepSize)⌋, x = |t / stepSize - 2 cycle + 1|, and the number is base + (max - base) max(0, 1 - x) · scale, with a scale by
/// <see cref="Mode"/> or <see cref="ScaleFunction"/>. A step of the name is half a cycle.</para>
/// <para>Source: Smith (2017), in the form of the widely used <c>CyclicLR</c> callback for Keras, which gives learning rates themselves:
/// <c>new ScheduledLearningRate(new Cyclic(0.001, 0.006, 2000, ScheduleUnit.Steps)) { Base = 1 }</c> is the one with its defaults.</para>
/// </remarks>
public sealed class Cyclic : Schedule
{
    /// <summary>Cycles.</summary>
    /// <param name="baseValue">Where each cycle starts and ends.</param>
    /// <param name="maxValue">The top of a cycle whose scale is 1.</param>
    /// <param name="stepSize">How long it goes up, and then down; greater than 0. Two to ten epochs are the paper's advice.</param>
    /// <param name="unit">What it counts in.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, the step size not greater than 0, or there is no such unit.</exception>
    public Cyclic(double baseValue, double maxValue, double stepSize, ScheduleUnit unit)
    {
        BaseValue = Require.Finite(baseValue, "Cyclic, baseValue");
        MaxValue = Require.Finite(maxValue, "Cyclic, maxValue");
        StepSize = Require.Positive(stepSize, "Cyclic, stepSize");
        Unit = Require.Defined(unit, nameof(Cyclic), "unit", nameof(unit));
    }

    /// <summary>Where each cycle starts and ends.</summary>
    public double BaseValue { get; }

    /// <summary>The top of a cycle whose scale is 1.</summary>
    public double MaxValue { get; }

    /// <summary>How long it goes up, and then down.</summary>
    public double StepSize { get; }

    /// <summary>What the time counts in.</summary>
    public ScheduleUnit Unit { get; }

    /// <summary>How the height changes from cycle to cycle; by default Triangular: not at all. Without a meaning where there is a <see cref="ScaleFunction"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    public CyclicMode Mode { get; init => field = Require.Defined(value, "Cyclic.Mode"); }

    /// <summary>γ of <see cref="CyclicMode.ExpRange"/>, greater than 0; by default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not greater than 0.</exception>
    public double Gamma { get; init => field = Require.Positive(value, "Cyclic.Gamma"); } = 1;

    /// <summary>The scale, in place of the mode's: a function of what <see cref="ScaleMode"/> says; none by default.</summary>
    public Func<double, double>? ScaleFunction { get; init; }

    /// <summary>What the <see cref="ScaleFunction"/> is a function of; by default Cycle: the number of the cycle, from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    public CyclicScaleMode ScaleMode { get; init => field = Require.Defined(value, "Cyclic.ScaleMode"); }

    /// <inheritdoc/>
    public override double At(TrainingTime time)
    {
        double now = time.In(Unit);
        double cycle = Math.Floor(1 + (now / (2 * StepSize)));
        double x = Math.Abs((now / StepSize) - (2 * cycle) + 1);
        return BaseValue + ((MaxValue - BaseValue) * Math.Max(0, 1 - x) * Scale(cycle, time.Steps));
    }

    double Scale(double cycle, double steps) => (ScaleFunction, Mode) switch
    {
        ({ } function, _) => function(ScaleMode == CyclicScaleMode.Cycle ? cycle : steps),
        (_, CyclicMode.Triangular2) => Math.Pow(2, 1 - cycle),
        (_, CyclicMode.ExpRange) => Math.Pow(Gamma, steps),
        _ => 1,
    };
}
