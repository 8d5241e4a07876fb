using Krill.Callbacks;

namespace Krill.Tests.Unit.Callbacks;

/// <summary>Every schedule over a whole training of 7 epochs of 11 steps, against its source's formula, written down here once more in its own words.</summary>
public class ScheduleFormulaTests
{
    const int StepsPerEpoch = 11;
    const int Epochs = 7;
    const int Steps = StepsPerEpoch * Epochs;

    [Fact]
    public void PiecewiseConstant_HoldsAValueFromItsTimeOn()
    {
        Compare(new PiecewiseConstant([(2, 1), (4, 0.5), (5.5, 0.1)], ScheduleUnit.Epochs), step => step < 44 ? 1 : step <= 60 ? 0.5 : 0.1);
        Compare(new PiecewiseConstant([(0, 3)]), _ => 3);
    }

    // Keras's decay: the rate over 1 + decay · iterations.
    [Fact]
    public void InverseTimeDecay_IsKeras()
    {
        Compare(new InverseTimeDecay(0.05, ScheduleUnit.Steps), step => 1 / (1 + (0.05 * step)));
        Compare(new InverseTimeDecay(0.5, ScheduleUnit.Epochs) { Staircase = true }, step => 1 / (1 + (0.5 * (step / StepsPerEpoch))));
    }

    [Fact]
    public void ExponentialDecay_IsKeras()
    {
        Compare(new ExponentialDecay(0.96, 10, ScheduleUnit.Steps), step => Math.Exp(Math.Log(0.96) * step / 10));
        Compare(new ExponentialDecay(0.5, 2, ScheduleUnit.Epochs) { Staircase = true }, step => (step / 22) switch { 0 => 1, 1 => 0.5, 2 => 0.25, _ => 0.125 });
    }

    [Fact]
    public void CosineDecay_IsKeras()
    {
        Compare(new CosineDecay(), step => 0.5 * (1 + Math.Cos(Math.PI * step / Steps)));
        Compare(new CosineDecay(30, ScheduleUnit.Steps) { Alpha = 0.2 }, step => step >= 30 ? 0.2 : (0.8 * 0.5 * (1 + Math.Cos(Math.PI * step / 30))) + 0.2);
    }

    // Keras: the period by logarithms, the share within it, then the cosine of m_fac.
    [Theory]
    [InlineData(10, 2, 1, 0)]
    [InlineData(7, 1.5, 0.8, 0.1)]
    [InlineData(8, 1, 0.5, 0)]
    public void CosineDecayRestarts_IsKeras(double first, double tMul, double mMul, double alpha) => Compare(
        new CosineDecayRestarts(first, ScheduleUnit.Steps) { TMul = tMul, MMul = mMul, Alpha = alpha },
        step =>
        {
            double fraction = step / first;
            double period = tMul == 1 ? Math.Floor(fraction) : Math.Floor(Math.Log(1 - (fraction * (1 - tMul)), tMul) + 1e-9);
            double sum = (1 - Math.Pow(tMul, period)) / (1 - tMul);
            double share = tMul == 1 ? fraction - period : (fraction - sum) / Math.Pow(tMul, period);
            double cosine = 0.5 * Math.Pow(mMul, period) * (1 + Math.Cos(Math.PI * share));
            return ((1 - alpha) * cosine) + alpha;
        });

    // A restart is at its step exactly: periods of 10, 20 and 40.
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(70)]
    public void CosineDecayRestarts_FirstStepOfAPeriod_IsThePeak(long step) =>
        Assert.Equal(1, new CosineDecayRestarts(10, ScheduleUnit.Steps).At(new TrainingTime(step, StepsPerEpoch, Epochs)));

    // A triangle of 16 steps by the distance from its top, at 8, 24, …
    [Fact]
    public void Cyclic_Triangular_GoesUpAndDown() => Compare(
        new Cyclic(0.001, 0.006, 8, ScheduleUnit.Steps),
        step => 0.001 + (0.005 * (1 - (Math.Abs((step % 16) - 8) / 8.0))));

    [Fact]
    public void Cyclic_Triangular2_IsHalfAsHighInEachCycle() => Compare(
        new Cyclic(0.001, 0.006, 8, ScheduleUnit.Steps) { Mode = CyclicMode.Triangular2 },
        step => 0.001 + (0.005 * (1 - (Math.Abs((step % 16) - 8) / 8.0)) / (1 << (step / 16))));

    [Fact]
    public void Cyclic_ExpRange_ShrinksByTheStep() => Compare(
        new Cyclic(0.001, 0.006, 8, ScheduleUnit.Steps) { Mode = CyclicMode.ExpRange, Gamma = 0.99 },
        step => 0.001 + (0.005 * (1 - (Math.Abs((step % 16) - 8) / 8.0)) * Math.Pow(0.99, step)));

    [Fact]
    public void Cyclic_ScaleFunction_IsOfTheCycleOrOfTheStep()
    {
        static double Sine(double x) => 0.5 * (1 + Math.Sin(x * Math.PI / 2.5));
        static double Triangle(int step) => 1 - (Math.Abs((step % 22) - 11) / 11.0);

        Compare(
            new Cyclic(0.1, 0.4, 1, ScheduleUnit.Epochs) { ScaleFunction = Sine, Mode = CyclicMode.Triangular2 },
            step => 0.1 + (0.3 * Triangle(step) * Sine(1 + (step / 22))));
        Compare(
            new Cyclic(0.1, 0.4, 1, ScheduleUnit.Epochs) { ScaleFunction = Sine, ScaleMode = CyclicScaleMode.Iterations },
            step => 0.1 + (0.3 * Triangle(step) * Sine(step)));
    }

    // A step size of a broken number of steps, as 4 · (images / batch) gives it.
    [Fact]
    public void Cyclic_BrokenStepSize_IsTheSourcesFormula() => Compare(
        new Cyclic(1e-5, 0.4, 7.8125, ScheduleUnit.Steps),
        step =>
        {
            double cycle = Math.Floor(1 + (step / 15.625)), x = Math.Abs((step / 7.8125) - (2 * cycle) + 1);
            return 1e-5 + ((0.4 - 1e-5) * Math.Max(0, 1 - x));
        });

    // PyTorch's OneCycleLR with max_lr 1: phases end at 0.3 · 77 - 1 = 22.1 and 76; the initial rate is 1/25 and the last that / 10,000.
    [Fact]
    public void OneCycle_IsPyTorch()
    {
        Compare(new OneCycle(), step => step <= 22.1 ? Cosine(0.04, 1, step / 22.1) : Cosine(1, 4e-6, (step - 22.1) / (76 - 22.1)));
        Compare(
            new OneCycle { Start = 0.1, End = 0, Rise = 0.5, Annealing = Annealing.Linear },
            step => step <= 37.5 ? 0.1 + (0.9 * step / 37.5) : 1 - ((step - 37.5) / 38.5));
    }

    // With three_phase the ends are 0.3 · 77 - 1 = 22.1, 2 · 0.3 · 77 - 2 = 44.2 and 76.
    [Fact]
    public void OneCycle_ThreePhases_IsPyTorch() => Compare(
        new OneCycle { IsThreePhase = true },
        step => step <= 22.1 ? Cosine(0.04, 1, step / 22.1) : step <= 44.2 ? Cosine(1, 0.04, (step - 22.1) / 22.1) : Cosine(0.04, 4e-6, (step - 44.2) / 31.8));

    // The momentum goes the other way: 0.95, 0.85, 0.95.
    [Fact]
    public void OneCycle_Momentum_IsPyTorch() => Compare(
        new OneCycle { Start = 0.95, Peak = 0.85, End = 0.95 },
        step => step <= 22.1 ? Cosine(0.95, 0.85, step / 22.1) : Cosine(0.85, 0.95, (step - 22.1) / (76 - 22.1)));

    [Theory]
    [InlineData(1, new[] { 4e-6 })]
    [InlineData(2, new[] { 1, 4e-6 })]
    public void OneCycle_FewSteps_HasItsEnd(int steps, double[] expected) => Assert.Equal(expected, new OneCycle().Curve(steps, 1));

    // Ten steps up, and then a cosine over the other 67.
    [Fact]
    public void Warmup_GoesUpAndThenFollowsTheSchedule()
    {
        Compare(new Warmup(new CosineDecay(), 10, ScheduleUnit.Steps), step => step < 10 ? step / 10.0 : 0.5 * (1 + Math.Cos(Math.PI * (step - 10) / 67)));
        Compare(
            new Warmup(new ExponentialDecay(0.5, 1, ScheduleUnit.Epochs), 2, ScheduleUnit.Epochs) { From = 0.25 },
            step => step < 22 ? 0.25 + (0.75 * step / 22) : Math.Pow(0.5, (step - 22) / 11.0));
        Compare(
            new Warmup(new PiecewiseConstant([(0, 0.4), (20, 0.1)], ScheduleUnit.Steps), 0.5, ScheduleUnit.Training),
            step => step < 38.5 ? 0.4 * step / 38.5 : step < 58.5 ? 0.4 : 0.1);
    }

    [Fact]
    public void Warmup_LongerThanTheTraining_OnlyGoesUp() =>
        Compare(new Warmup(new CosineDecay(), 10, ScheduleUnit.Epochs), step => step / 110.0);

    // The outer one ends after 11 steps, the inner one 7 behind it; what is left is 59 steps.
    [Fact]
    public void Warmup_OfAWarmup_TakesItsPlaceBehind() => Compare(
        new Warmup(new Warmup(new CosineDecay(), 7, ScheduleUnit.Steps) { From = 0.5 }, 1, ScheduleUnit.Epochs),
        step => step < 11 ? 0.5 * step / 11 : step < 18 ? 0.5 + (0.5 * (step - 11) / 7) : 0.5 * (1 + Math.Cos(Math.PI * (step - 18) / 59)));

    [Fact]
    public void LambdaSchedule_IsItsFormula() => Compare(new LambdaSchedule(share => 1 - Math.Pow(share, 3), ScheduleUnit.Training), step => 1 - Math.Pow(step / 77.0, 3));

    [Fact]
    public void PiecewiseLinear_IsItsLines() => Compare(
        new PiecewiseLinear([(0, 0.2), (2, 1), (7, 0)], ScheduleUnit.Epochs),
        step => step < 22 ? 0.2 + (0.8 * step / 22) : 1 - ((step - 22) / 55.0));

    static double Cosine(double from, double to, double share) => to + ((from - to) / 2 * (Math.Cos(Math.PI * share) + 1));

    static void Compare(Schedule schedule, Func<int, double> expected)
    {
        IReadOnlyList<double> curve = schedule.Curve(StepsPerEpoch, Epochs);
        Assert.Equal(Steps, curve.Count);
        for (int step = 0; step < Steps; step++)
        {
            Assert.True(Math.Abs(curve[step] - expected(step)) < 1e-12, $"{schedule.GetType().Name}, step {step}: received {curve[step]:R}; expected {expected(step):R}");
        }
    }
}
