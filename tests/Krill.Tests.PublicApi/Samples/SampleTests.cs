using Krill.Tests.PublicApi.Surface;

namespace Samples;

/// <summary>What the documents show compiles, runs, and is shown as it is.</summary>
public sealed class SampleTests
{
    static readonly string[] s_blocks = [.. Document.All.SelectMany(document => Document.Blocks(document, "csharp"))];

    public static TheoryData<string> Documents => [.. Document.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_EveryBlock_IsASample(string document) => Assert.All(
        Document.Blocks(document, "csharp"),
        block => Assert.True(
            Sample.All.Any(sample => sample.Code == block),
            $"{document}: received a block that is no sample of tests/Krill.Tests.PublicApi/Samples; expected the marked lines of one. {Nearest(block)}"));

    [Fact]
    public void Samples_All_AreShownOnce() =>
        Assert.All(Sample.All, sample => Assert.True(s_blocks.Count(block => block == sample.Code) == 1, $"{sample.File}: expected one document to show it, once."));

    [Fact]
    public void Samples_All_ShowTheNamespacesThatTheyNeed() => Assert.All(Sample.All, sample => Assert.Empty(sample.HiddenUsings));

    static string Nearest(string block)
    {
        Sample nearest = Sample.All.MaxBy(sample => sample.Code.Split('\n').Intersect(block.Split('\n')).Count())!;
        return $"The block differs from {nearest.File}, {TextDifference.Between(nearest.Code, block)}";
    }
}
