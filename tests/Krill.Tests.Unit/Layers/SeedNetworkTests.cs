using Krill.Testing;

namespace Krill.Tests.Unit.Layers;

public sealed class SeedNetworkTests
{
    [Fact]
    public void Tiny158_Declared_Has158Parameters() => AssertCounts(SeedNetworks.Tiny158(), 158, 0, new Shape(10));

    [Fact]
    public void Example9568_Declared_Has9568Parameters() => AssertCounts(SeedNetworks.Example9568(), 9_568, 0, new Shape(7, 7, 32));

    // 320 + 18,496 + 9,216 · 128 + 128 + 1,290.
    [Fact]
    public void Convnet_Declared_HasKerasCount() => AssertCounts(SeedNetworks.Convnet(), 1_199_882, 0, new Shape(10));

    // The author's 234,330 are the trainable ones; two moving statistics for each of 624 channels come on top.
    [Fact]
    public void Jellyfish_Declared_Has234330TrainableParameters() => AssertCounts(SeedNetworks.Jellyfish(), 234_330, 1_248, new Shape(10));

    [Fact]
    public void ResNet9_Declared_HasTheAuthorsCounts() => AssertCounts(SeedNetworks.ResNet9(), 6_573_120, 4_480, new Shape(10));

    // Convolutions 1,792 + 73,856 + 295,168; dense layers 32,896 + 2,580.
    [Fact]
    public void MinMax_Declared_HasKerasCount() => AssertCounts(SeedNetworks.MinMax(), 406_292, 0, new Shape(20));

    // Convolutions 128 + 18,496 + 73,856 + 295,168; 480 channels normalized; dense layers as above.
    [Theory]
    [InlineData(RoundGradient.Zero)]
    [InlineData(RoundGradient.StraightThrough)]
    public void RelaxedQuantization_Declared_HasKerasCount(RoundGradient gradient) =>
        AssertCounts(SeedNetworks.RelaxedQuantization(gradient), 424_084, 960, new Shape(20));

    static void AssertCounts(Model model, int trainable, int others, Shape output)
    {
        Assert.Equal(output, model.Output.Shape);
        Assert.Equal(trainable, model.TrainableParameterCount);
        Assert.Equal(trainable + others, model.ParameterCount);
    }
}
