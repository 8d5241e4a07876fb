namespace Krill.Tests.PublicApi.Surface;

public sealed class PublicApiTests
{
    const string ApproveVariable = "KRILL_APPROVE";

    [Theory]
    [InlineData(typeof(Model), "PublicApi.approved.txt")]
    [InlineData(typeof(Callbacks.TensorBoard), "PublicApi.TensorBoard.approved.txt")]
    public void PublicApi_OfAssembly_IsTheApprovedOne(Type type, string approvedName)
    {
        string path = Repository.PathOf("tests", "Krill.Tests.PublicApi", approvedName);
        string received = ApiText.Of(type.Assembly);
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            Write(path, received);
        }

        string approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        string difference = TextDifference.Between(approved, received);

        Assert.True(difference.Length == 0, $"{approvedName}: the public API differs from the approved one, {difference}\n"
            + $"When the change is meant, {ApproveVariable}=1 ./test PublicApi writes the file; commit it with the change.");
    }

    [Fact]
    public void Difference_OfTexts_ShowsFirstLinesThatDiffer() =>
        Assert.Equal("from line 2 on:\n- b\n+ x\n+ d", TextDifference.Between("a\nb\nc", "a\nx\nc\nd"));

    [Fact]
    public void Difference_OfEqualTexts_IsEmpty() => Assert.Equal("", TextDifference.Between("a\nb", "a\nb"));

    static void Write(string path, string text)
    {
        using var file = new StreamWriter(path);
        file.Write(text);
    }
}
