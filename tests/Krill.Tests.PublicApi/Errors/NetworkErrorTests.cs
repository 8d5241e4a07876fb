using Krill;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Regularizers;

namespace Errors;

/// <summary>A network that does not fit, and settings that cannot be: where, what was received, what was expected.</summary>
public sealed class NetworkErrorTests
{
    static readonly Symbol s_image = Symbol.Input(28, 28, 1);

    public static TheoryData<Action, string> InvalidSettings => new()
    {
        { () => Symbol.Input(28, 0, 1), "Shape: received the axes (28, 0, 1); expected every size to be at least 1." },
        { () => s_image.Conv2D(0, 3), "Conv2D: received the number of filters 0; expected at least 1." },
        { () => s_image.Dropout(1), "Dropout: received the rate 1; expected 0 or more, and less than 1." },
        { () => _ = new Adam(-1), "Adam: received the learning rate -1; expected a finite number greater than 0." },
        { () => _ = new Adam(float.NaN), "Adam: received the learning rate NaN; expected a finite number greater than 0." },
        { () => _ = new Adam { Beta1 = 1 }, "Adam.Beta1: received 1; expected 0 or more, and less than 1." },
        { () => _ = new SGD { Momentum = -1 }, "SGD.Momentum: received -1; expected 0 or more, and less than 1." },
        { () => _ = new SGD { Decay = double.NaN }, "SGD.Decay: received NaN; expected 0 or more." },
        { () => _ = new CategoricalCrossentropy { LabelSmoothing = 1 }, "CategoricalCrossentropy.LabelSmoothing: received 1; expected 0 or more, and less than 1." },
        { () => _ = new Regularizer { L2 = -1 }, "Regularizer.L2: received -1; expected 0 or more." },
        { () => _ = new Regularizer { L1 = float.NaN }, "Regularizer.L1: received NaN; expected 0 or more." },
    };

    [Theory]
    [MemberData(nameof(InvalidSettings))]
    public void Setting_ThatCannotBe_IsRefusedWhereItIsGiven(Action act, string message) =>
        Assert.Equal(message, FirstLine(Assert.Throws<ArgumentOutOfRangeException>(act)));

    [Fact]
    public void Model_WithSeveralMisfits_ListsThemAll()
    {
        Symbol branch = s_image.Conv2D(8, 3).MaxPooling2D(40);
        Symbol other = s_image.Flatten().Reshape(10, 10);
        Symbol sum = s_image.Conv2D(4, 3).Add(s_image.Conv2D(8, 3));

        var exception = Assert.Throws<ShapeException>(() => new Model(s_image, new Concatenate().Apply(branch, other, sum).Dense(10)));

        Assert.Equal(
            [
                "max_pooling2d (MaxPooling2D): received (26, 26, 8), smaller than the window (40, 40); expected at least as many pixels as the window has. "
                    + "A smaller window, smaller strides before it, or Padding.Same would fit.",
                "reshape (Reshape): received (784), which has 784 elements; expected 100, to make (10, 10) of.",
                "add (Add): received (26, 26, 4) and (26, 26, 8); expected two values per image of equal shapes, or a parameter of one number or of the other's last axes.",
            ],
            exception.Problems);
        Assert.Equal(
            string.Join(Environment.NewLine + "  - ", ["The network has 3 problems:", .. exception.Problems]),
            exception.Message);
    }

    [Fact]
    public void Model_WithoutItsInput_SaysSo() => Assert.Equal(
        "Model: the output depends on another input of shape (28, 28, 1); expected it to depend on the given input alone.",
        FirstLine(Assert.Throws<ArgumentException>(() => new Model(Symbol.Input(28, 28, 1), s_image.Flatten()))));

    [Fact]
    public void Model_WithOneOutputForTheBatch_SaysSo() => Assert.Equal(
        "Model: received an output that is one for the whole batch; expected a value per image.",
        FirstLine(Assert.Throws<ArgumentException>(() => new Model(s_image, s_image.WholeMaximum()))));

    [Fact]
    public void Model_WithTwoLayersOfAName_SaysWhich() => Assert.Equal(
        "Model: two layers are named \"twin\"; expected every layer's name to be its own, as weights are stored by name.",
        Assert.Throws<ArgumentException>(() => new Model(s_image, s_image.Apply(new Dense(2) { Name = "twin" }).Apply(new Dense(3) { Name = "twin" }))).Message);

    [Fact]
    public void Summary_TooNarrow_SaysTheLeastWidth() => Assert.Equal(
        "Summary: received the width 20; expected at least 40 characters.",
        FirstLine(Assert.Throws<ArgumentOutOfRangeException>(() => new Model(s_image, s_image.Flatten()).Summary(20))));

    static string FirstLine(ArgumentException exception) => exception.Message.Split(" (Parameter ")[0];
}
