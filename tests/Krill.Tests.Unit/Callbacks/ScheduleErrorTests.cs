using Krill.Callbacks;

namespace Krill.Tests.Unit.Callbacks;

public class ScheduleErrorTests
{
    public static TheoryData<Func<object>, string> Wrong => new()
    {
        { () => new Cyclic(0.1, 1, 0, ScheduleUnit.Steps), "Cyclic, stepSize: received 0; expected a finite number greater than 0." },
        { () => new Cyclic(double.NaN, 1, 1, ScheduleUnit.Steps), "Cyclic, baseValue: received NaN; expected a finite number." },
        { () => new Cyclic(0, 1, 1, (ScheduleUnit)7), "Cyclic: received the unit 7; expected one of Steps, Epochs, Training." },
        { () => new Cyclic(0, 1, 1, ScheduleUnit.Steps) { Mode = (CyclicMode)5 }, "Cyclic.Mode: received 5; expected one of Triangular, Triangular2, ExpRange." },
        { () => new ExponentialDecay(0, 1, ScheduleUnit.Steps), "ExponentialDecay, rate: received 0; expected a finite number greater than 0." },
        { () => new ExponentialDecay(0.5, -1, ScheduleUnit.Steps), "ExponentialDecay, length: received -1; expected a finite number greater than 0." },
        { () => new InverseTimeDecay(-1, ScheduleUnit.Steps), "InverseTimeDecay, rate: received -1; expected 0 or more." },
        { () => new CosineDecay(0), "CosineDecay, length: received 0; expected a finite number greater than 0." },
        { () => new CosineDecayRestarts(1, ScheduleUnit.Epochs) { TMul = 0.5 }, "CosineDecayRestarts.TMul: received 0.5; expected 1 or more." },
        { () => new OneCycle { Rise = 1 }, "OneCycle.Rise: received 1; expected 0 or more, and less than 1." },
        { () => new Warmup(new OneCycle(), 0, ScheduleUnit.Steps), "Warmup, length: received 0; expected a finite number greater than 0." },
        { () => new PiecewiseConstant([]), "PiecewiseConstant: received the points ; expected at least one, finite, with times that grow." },
        { () => new Repeated(new OneCycle(), 0), "Repeated, times: received 0; expected 1 or more." },
        { () => new RandomRestarts(0), "RandomRestarts, starts: received 0; expected 1 or more." },
        { () => new ScheduledLearningRate(new OneCycle()) { Base = 0 }, "ScheduledLearningRate.Base: received 0; expected a finite number greater than 0." },
        { () => new OneCycle().Curve(0, 1), "Schedule.Curve: received the number of steps an epoch 0; expected at least 1." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Construct_WrongNumber_SaysWhichAndWhatIsRight(Func<object> make, string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
}
