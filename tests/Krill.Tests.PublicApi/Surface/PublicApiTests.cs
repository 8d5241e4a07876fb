namespace Krill.Tests.PublicApi.Surface;

public sealed class PublicApiTests
{
    const string ApprovedName = "PublicApi.approved.txt";
    const string ApproveVariable = "KRILL_APPROVE";

    [Fact]
    public void PublicApi_OfLibrary_IsTheApprovedOne()
    {
        string path = Repository.PathOf("tests", "Krill.Tests.PublicApi", ApprovedName);
        string received = ApiText.Of(typeof(Model).Assembly);
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            Write(path, received);
        }

        string approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        string difference = TextDifference.Between(approved, received);

        Assert.True(difference.Length == 0, $"{ApprovedName}: the public API differs from the approved one, {difference}\n"
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
