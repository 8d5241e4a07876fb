using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class OptimizerSettingsTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void LearningRate_NotPositive_SaysWhatIsExpected(float rate)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(rate));
        Assert.Contains($"Adam: received the learning rate {rate}; expected a finite number greater than 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_OutOfRange_NameTheSetting()
    {
        Refused(() => new SGD { Momentum = 1 }, "SGD.Momentum: received 1; expected 0 or more, and less than 1.");
        Refused(() => new SGD { Decay = -0.1 }, "SGD.Decay: received -0.1; expected 0 or more.");
        Refused(() => new RMSprop { Rho = -1 }, "RMSprop.Rho: received -1; expected 0 or more, and less than 1.");
        Refused(() => new Adam { Beta1 = 1 }, "Adam.Beta1: received 1; expected 0 or more, and less than 1.");
        Refused(() => new AdamW { WeightDecay = double.NaN }, "AdamW.WeightDecay: received NaN; expected 0 or more.");
        Refused(() => new Adamax { Epsilon = 0 }, "Adamax.Epsilon: received 0; expected a finite number greater than 0.");
        Refused(() => new Nadam { Beta2 = 2 }, "Nadam.Beta2: received 2; expected 0 or more, and less than 1.");
        Refused(() => new Adadelta { Rho = double.NaN }, "Adadelta.Rho: received NaN; expected 0 or more, and less than 1.");
    }

    [Fact]
    public void Defaults_AreKeras()
    {
        Assert.Equal((0.01f, 0.0, false, 0.0), (new SGD().LearningRate, new SGD().Momentum, new SGD().Nesterov, new SGD().Decay));
        Assert.Equal((0.001f, 0.9, 0.0, 1e-7), (new RMSprop().LearningRate, new RMSprop().Rho, new RMSprop().Momentum, new RMSprop().Epsilon));
        Assert.Equal((0.001f, 0.9, 0.999, 1e-7), (new Adam().LearningRate, new Adam().Beta1, new Adam().Beta2, new Adam().Epsilon));
        Assert.Equal((0.001f, 0.004, 1e-7), (new AdamW().LearningRate, new AdamW().WeightDecay, new AdamW().Epsilon));
        Assert.Equal((0.001f, 0.9, 0.999, 1e-7), (new Adamax().LearningRate, new Adamax().Beta1, new Adamax().Beta2, new Adamax().Epsilon));
        Assert.Equal((0.001f, 0.9, 0.999, 1e-7), (new Nadam().LearningRate, new Nadam().Beta1, new Nadam().Beta2, new Nadam().Epsilon));
        Assert.Equal((0.001f, 0.95, 1e-7), (new Adadelta().LearningRate, new Adadelta().Rho, new Adadelta().Epsilon));
    }

    static void Refused(Func<Optimizer> make, string text) =>
        Assert.Contains(text, Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);
}
