using System.Text;
using System.Text.Json.Nodes;

namespace Krill.Tests.Cli.Commands;

/// <summary>What <c>--tensorboard</c> leaves in the folders of runs.</summary>
public sealed class TensorBoardTests : IDisposable
{
    readonly TinyMnist _data = new(train: 120, test: 20);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Train_TensorBoard_LeavesEventFilesInTheRun()
    {
        Call call = await Call.Krill("train", "tiny158", "--data", _data.Folder, "--epochs", "2", "--batch-size", "60", "--tensorboard", "--out", _data.In("run"), "--json");

        Assert.Equal(0, call.ExitCode);
        AssertEvents("run/tensorboard/train");
        Assert.False(Directory.Exists(_data.In("run/tensorboard/validation")));
    }

    [Fact]
    public async Task Ensemble_TensorBoard_LeavesEventFilesInEachMember()
    {
        Call call = await Ensemble("ensemble", "--parallel", "2", "--tensorboard");
        Call other = await Ensemble("other");

        Assert.Equal((0, "", 0, ""), (call.ExitCode, call.Error, other.ExitCode, other.Error));
        Assert.All(["member-01", "member-02"], member =>
        {
            AssertEvents($"ensemble/{member}/tensorboard/train");
            Assert.Single(Directory.GetFiles(_data.In($"ensemble/{member}/tensorboard/validation")));
            Assert.Equal(File.ReadAllBytes(_data.In($"other/{member}/best.safetensors")), File.ReadAllBytes(_data.In($"ensemble/{member}/best.safetensors")));
        });
        Assert.False(Directory.Exists(_data.In("ensemble/tensorboard")));
        Assert.Empty(Directory.GetDirectories(_data.In("other"), "tensorboard", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ensemble_Resumed_GoesOnWithEventFilesWhereItHadThem(bool isAsked)
    {
        await Ensemble("ensemble", isAsked ? ["--tensorboard"] : []);
        // As after a kill between the members.
        string file = _data.In("ensemble/ensemble.json");
        JsonNode description = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        Assert.True(description.AsObject().Remove("result"));
        await File.WriteAllTextAsync(file, description.ToJsonString());
        Directory.Delete(_data.In("ensemble/member-02"), recursive: true);

        Call resumed = await Call.Krill("ensemble", "--resume", _data.In("ensemble"), "--json");

        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal(isAsked, Directory.Exists(_data.In("ensemble/member-02/tensorboard")));
        if (isAsked)
        {
            AssertEvents("ensemble/member-01/tensorboard/train");
            AssertEvents("ensemble/member-02/tensorboard/train");
        }
    }

    Task<Call> Ensemble(string name, params string[] options) => Call.Krill(
        ["ensemble", "tiny158", "--data", _data.Folder, "--members", "2", "--epochs", "2", "--batch-size", "60", "--validation-split", "0.5", "--no-report", "--out", _data.In(name), "--json", .. options]);

    void AssertEvents(string folder)
    {
        string file = Assert.Single(Directory.GetFiles(_data.In(folder), "events.out.tfevents.*"));
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        Assert.All(["brain.Event:2", "epoch_loss", "epoch_accuracy", "epoch_learning_rate", "conv2d/kernel/histogram"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }
}
