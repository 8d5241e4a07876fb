using System.Globalization;
using Krill.Callbacks;
using Krill.Data;
using Krill.Optimizers;
using Krill.Recipes;
using Krill.Tests.Unit.Training;
using Krill.Training;
using Krill.Tuning;

namespace Krill.Tests.Unit.Errors;

/// <summary>Texts are the same in every culture: our projects are invariant, the application that uses the library need not be.</summary>
public class CultureTests
{
    public static TheoryData<string, Func<object?>> Texts => new()
    {
        { "received the rate 1.5; expected 0 or more, and less than 1.", () => Symbol.Input(2).Dropout(1.5f) },
        { "received the learning rate -0.5;", () => new SGD(-0.5f) },
        { "received 0.5; expected 1.5 or more.", () => new RandomBrightness(1.5, 0.5) },
        { "received 0.5 to 0.25; expected a range within 0 to 1,", () => new RandomErasing { Area = (0.5, 0.25) } },
        { "received 1.5; expected 0 to 1.", () => new RandomErasing { Probability = 1.5 } },
        { "received 1.25; expected 0 or more, and less than 1.", () => new LearningRateFinder { Smoothing = 1.25 } },
        { "received -1.5; expected a finite number greater than 0.", () => new RandomChannelShift(1) { White = -1.5f } },
        { "received the minimum 0.5 and the maximum 0.25;", () => Symbol.Input(2).Clip(0.5f, 0.25f) },
        { "received the fraction 1.5;", () => ValidationSplit.Last(1.5) },
        { "received the fraction 1.25;", () => ValidationSplit.Random(1.25, 0) },
        { "received 1 images and the fraction 0.25, which leaves", () => Fixture.Images(1).SplitLast(0.25) },
        { "received the choices 0.5, Infinity;", () => ShiftRange.OneOf(0.5, double.PositiveInfinity) },
        { "received the weights 0.5, -0.5;", () => new TestTimeAugmentation([new(0.5), new(-0.5)]) },
        { "received 1.5 to 0.5;", () => new FloatRange("x", 1.5, 0.5) },
        { "received the momentum 1.5 for step 0;", () => Fit(new ScheduledMomentum(new PiecewiseConstant([(0, 1.5)]))) },
        { "received the factor -0.5 for step 0;", () => Fit(new ScheduledLearningRate(new PiecewiseConstant([(0, -0.5)]))) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Errors_InACultureWithDecimalCommas_HavePoints(string text, Func<object?> wrong)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal("1,5", $"{1.5}");
            Assert.Contains(text, Assert.ThrowsAny<Exception>(wrong).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    static History Fit(Callback callback) => new Fixture().Compiled(new SGD { Momentum = 0.5 }).Model.Fit(Fixture.Images(2), new FitOptions { BatchSize = 2, Callbacks = { callback } });
}
