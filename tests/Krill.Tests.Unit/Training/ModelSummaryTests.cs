using System.Text.RegularExpressions;
using Krill.Testing;

namespace Krill.Tests.Unit.Training;

public sealed partial class ModelSummaryTests
{
    // As printed by Keras for the example with 9,568 parameters; Keras counts names through the session and cuts long ones without a mark.
    const string KerasTable =
        """
        Model: "functional_7"
        __________________________________________________
        Layer (type)          Output Shape        Param # 
        input_7 (InputLayer)  [(None, 28, 28)]    0       
        __________________________________________________
        reshape_6 (Reshape)   (None, 28, 28, 1)   0       
        __________________________________________________
        conv2d_6 (Conv2D)     (None, 28, 28, 32)  320     
        __________________________________________________
        average_pooling2d_6 ( (None, 14, 14, 32)  0       
        __________________________________________________
        conv2d_7 (Conv2D)     (None, 14, 14, 32)  9248    
        __________________________________________________
        average_pooling2d_7 ( (None, 7, 7, 32)    0       
        Total params: 9,568
        Trainable params: 9,568
        Non-trainable params: 0
        __________________________________________________
        """;

    [Fact]
    public void Summary_Sequential_HasTheRowsOfKeras()
    {
        (string, string, string)[] expected = Rows(KerasTable);
        Assert.Equal(6, expected.Length);
        Assert.Equal(expected, Rows(SeedNetworks.Example9568().Summary(50)));
    }

    [Fact]
    public void Summary_Sequential_PrintsThisTable() => Assert.Equal(
        """
        Model: "model"
        __________________________________________________
        Layer (type)          Output Shape        Param #
        ==================================================
        input (InputLayer)    [(None, 28, 28)]    0
        __________________________________________________
        reshape (Reshape)     (None, 28, 28, 1)   0
        __________________________________________________
        conv2d (Conv2D)       (None, 28, 28, 32)  320
        __________________________________________________
        average_pooling2d (A… (None, 14, 14, 32)  0
        __________________________________________________
        conv2d_1 (Conv2D)     (None, 14, 14, 32)  9248
        __________________________________________________
        average_pooling2d_1 … (None, 7, 7, 32)    0
        ==================================================
        Total params: 9,568
        Trainable params: 9,568
        Non-trainable params: 0
        __________________________________________________
        """,
        SeedNetworks.Example9568().Summary(50),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Summary_Branched_SaysWhatLayersAreConnectedTo()
    {
        Symbol image = Symbol.Input(8, 8, 3);
        Symbol left = image.Conv2D(4, 1), right = image.Conv2D(4, 1).BatchNormalization();
        var model = new Model(image, left.Multiply(right)) { Name = "branches" };
        Assert.Equal(
            """
            Model: "branches"
            ______________________________________________________________________
            Layer (type)           Output Shape   Param # Connected to
            ======================================================================
            input (InputLayer)     [(None, 8, 8,… 0
            ______________________________________________________________________
            conv2d (Conv2D)        (None, 8, 8, … 16      input
            ______________________________________________________________________
            conv2d_1 (Conv2D)      (None, 8, 8, … 16      input
            ______________________________________________________________________
            batch_normalization (… (None, 8, 8, … 16      conv2d_1
            ______________________________________________________________________
            multiply (Multiply)    (None, 8, 8, … 0       conv2d
                                                          batch_normalization
            ======================================================================
            Total params: 48
            Trainable params: 40
            Non-trainable params: 8
            ______________________________________________________________________
            """,
            model.Summary(70),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Summary_Branched_IsAsWideAsKeras() => Assert.Equal(98, SeedNetworks.ResNet9().Summary().Split('\n').Max(line => line.TrimEnd().Length));

    [Fact]
    public void SummaryRows_SharedLayer_HasOneRowOfSeveralShapes()
    {
        Symbol image = Symbol.Input(8, 8, 3);
        var layer = new Krill.Layers.Conv2D(3, 3);
        var model = new Model(image, image.Apply(layer).Apply(layer));
        SummaryRow row = model.SummaryRows[^1];
        Assert.Equal(2, model.SummaryRows.Count);
        Assert.Equal(("conv2d", "Conv2D", "multiple", 84), (row.Name, row.Type, row.OutputShape, row.Parameters));
        Assert.Equal(["input", "conv2d"], row.ConnectedTo);
    }

    [Fact]
    public void Summary_TooNarrow_Throws() => Assert.StartsWith(
        "Summary: received the width 20; expected at least 40 characters.",
        Assert.Throws<ArgumentOutOfRangeException>(() => SeedNetworks.Tiny158().Summary(20)).Message,
        StringComparison.Ordinal);

    /// <summary>The stem of each layer's name, its output shape and its parameters.</summary>
    static (string Stem, string Shape, string Parameters)[] Rows(string table) =>
        [.. RowPattern().Matches(table).Select(match => (match.Groups["stem"].Value, match.Groups["shape"].Value, match.Groups["count"].Value))];

    [GeneratedRegex(@"^(?<stem>[a-z]+(?:_[a-z]+)*(?:2d)?)(?:_\d+)? .*?(?<shape>\[?\(None.*?\)\]?) +(?<count>\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
