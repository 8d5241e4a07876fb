using System.Text.Json;
using Krill.Cli;

namespace Krill.Tests.Cli.Commands;

/// <summary>Whole trainings of the quick start's network on few images.</summary>
public sealed class TrainTests : IDisposable
{
    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Train_Json_HasTheFieldsOfEachEvent()
    {
        Call call = await Train("--json", "--seed", "5", "--threads", "2", "--out", _data.In("run"));

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        JsonElement[] events = call.Events;
        Assert.Equal(["start", "epoch", "epoch"], events.Take(3).Select(one => one.GetProperty("event").GetString()));
        JsonElement result = events[^1];
        Assert.Equal("result", result.GetProperty("event").GetString());
        Assert.Equal("quickstart", result.GetProperty("recipe").GetString());
        Assert.Equal("mnist", result.GetProperty("dataset").GetString());
        Assert.Equal(56_714, result.GetProperty("parameters").GetInt32());
        Assert.Equal(2, result.GetProperty("epochs").GetInt32());
        Assert.Equal(5, result.GetProperty("seed").GetInt32());
        Assert.Equal(2, result.GetProperty("threads").GetInt32());
        Assert.Equal("float32", result.GetProperty("precision").GetString());
        Assert.Equal(_data.In("run"), result.GetProperty("run").GetString());
        Assert.InRange(result.GetProperty("validation_accuracy").GetDouble(), 0.5, 1);
        Assert.InRange(result.GetProperty("test_accuracy").GetDouble(), 0.5, 1);
        double seconds = result.GetProperty("training_seconds").GetDouble();
        Assert.InRange(result.GetProperty("seconds").GetDouble(), seconds, double.MaxValue);
        // 540 of the 600 images are trained on, twice.
        Assert.Equal(2 * 540 / seconds, result.GetProperty("images_per_second").GetDouble(), 1e-6 * 540 / seconds);
    }

    [Fact]
    public async Task Evaluate_TheRun_GivesTheSameAccuracyToTheLastDigit()
    {
        string run = _data.In("run");
        Call train = await Train("--out", run);

        Call again = await Call.Krill("evaluate", run, "--threads", "1");
        Call json = await Call.Krill("evaluate", run, "--json");

        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Matches(@"^test accuracy 0\.\d{8,}$", train.Lines[^1]);
        Assert.Equal(train.Lines[^1], again.Lines[^1]);
        Assert.Equal(train.Lines[^1], $"test accuracy {json.Events[^1].GetProperty("test_accuracy").GetRawText()}");
    }

    [Fact]
    public async Task Train_OnOtherNumbersOfThreads_WritesTheSameWeights()
    {
        byte[][] weights = [];
        foreach (string threads in new[] { "1", "2", "5" })
        {
            string run = _data.In($"run-{threads}");
            Assert.Equal(0, (await Train("--threads", threads, "--out", run)).ExitCode);
            weights = [.. weights, await File.ReadAllBytesAsync(Path.Combine(run, "best.safetensors"))];
        }

        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
    }

    [Fact]
    public async Task Train_TargetThatIsMissed_EndsWithFour()
    {
        Call call = await Call.Krill(
            "train", "quickstart", "--data", _data.Folder, "--epochs", "1", "--batch-size", "540", "--learning-rate", "1e-9", "--target-accuracy", "0.99", "--out", _data.In("run"));

        Assert.Equal(4, call.ExitCode);
        Assert.Matches(@"^krill train: the test accuracy is 0\.?\d*; expected at least 0\.99 \(--target-accuracy\)\.\s*$", call.Error);
        Assert.True(File.Exists(Path.Combine(_data.In("run"), "result.json")));
    }

    [Fact]
    public async Task Train_IntoAFolderThatHoldsARun_EndsWithTwoAndLeavesIt()
    {
        string run = _data.In("run");
        await Train("--out", run);
        byte[] before = await File.ReadAllBytesAsync(Path.Combine(run, "best.safetensors"));

        Call call = await Train("--out", run, "--seed", "9");

        Assert.Equal(2, call.ExitCode);
        Assert.Equal($"krill train --out: received \"{run}\", which holds a run; expected a new folder. Choose another, remove that one, or go on with it: krill train --resume {run}.{Environment.NewLine}", call.Error);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(run, "best.safetensors")));
    }

    [Fact]
    public async Task Train_IntoAPlaceThatIsAFile_EndsWithThree()
    {
        Call call = await Train("--out", Path.Combine(_data.In("train-images-idx3-ubyte"), "run"));

        Assert.Equal(3, call.ExitCode);
        Assert.Contains("run.json: received", call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_Cancelled_EndsWith130AndLeavesWholeFilesWithoutAResult()
    {
        string run = _data.In("run");
        using var cancellation = new CancellationTokenSource();
        var output = new CancelAtEpoch(cancellation);

        int exitCode = await Program.RunAsync(
            ["train", "quickstart", "--data", _data.Folder, "--batch-size", "50", "--out", run], new Terminal(output, TextWriter.Null), cancellation.Token);

        Assert.Equal(130, exitCode);
        Assert.True(File.Exists(Path.Combine(run, "last.safetensors")));
        Assert.False(File.Exists(Path.Combine(run, "result.json")));
        Assert.Empty(Directory.GetFiles(run, "*.tmp"));
        Assert.Equal(0, (await Call.Krill("evaluate", run)).ExitCode);
    }

    [Fact]
    public async Task Train_FolderWithoutADataset_EndsWithThree()
    {
        string empty = Directory.CreateDirectory(_data.In("empty")).FullName;

        Call call = await Call.Krill("train", "--data", empty);

        Assert.Equal(3, call.ExitCode);
        Assert.StartsWith($"--data: received \"{empty}\", which has neither folders of pictures nor all files of any dataset; expected a subfolder of pictures for each class, or the files of one of mnist,", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_FileThatIsCutOff_EndsWithThree()
    {
        string images = _data.In("train-images-idx3-ubyte");
        using (FileStream file = File.OpenWrite(images))
        {
            file.SetLength(file.Length - 1);
        }

        Call call = await Train("--out", _data.In("run"));

        Assert.Equal(3, call.ExitCode);
        Assert.StartsWith(images, call.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data.In("run")));
    }

    [Theory]
    [InlineData("run.json", "{}")]
    [InlineData("run.json", "no json")]
    [InlineData("best.safetensors", "torn")]
    public async Task Evaluate_RunWithABrokenFile_EndsWithThree(string name, string content)
    {
        string run = _data.In("run");
        await Train("--out", run);
        Files.AtomicFile.WriteText(Path.Combine(run, name), content);

        Call call = await Call.Krill("evaluate", run);

        Assert.Equal(3, call.ExitCode);
        Assert.StartsWith(Path.Combine(run, name), call.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_FolderThatIsNotThere_EndsWithThree()
    {
        Call call = await Call.Krill("evaluate", _data.In("nothing"));

        Assert.Equal(3, call.ExitCode);
        Assert.Equal($"{_data.In("nothing")}: received no folder; expected the folder of a run. krill train makes one and prints its path.{Environment.NewLine}", call.Error);
    }

    [Fact]
    public async Task Bench_Json_EndsWithItsFields()
    {
        Call call = await Call.Krill("bench", "quickstart", "--json", "--seconds", "0.05", "--batch-size", "20", "--threads", "1");

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        JsonElement bench = call.Events[^1];
        Assert.Equal("bench", bench.GetProperty("event").GetString());
        Assert.Equal("quickstart", bench.GetProperty("recipe").GetString());
        Assert.Equal(20, bench.GetProperty("batch_size").GetInt32());
        Assert.Equal(1, bench.GetProperty("threads").GetInt32());
        Assert.Equal("float32", bench.GetProperty("precision").GetString());
        double imagesPerSecond = bench.GetProperty("images_per_second").GetDouble();
        Assert.Equal(20 / bench.GetProperty("step_seconds").GetDouble(), imagesPerSecond, 1e-6 * imagesPerSecond);
        // The first convolution, whose input learns nothing, twice; the rest three times: 2 · (2 · 26² · 144 + 3 · (11² · 4608 + 800 · 64 + 640)).
        Assert.Equal(2 * ((2 * 97_344) + (3 * (557_568 + 51_200 + 640))) * imagesPerSecond / 1e9, bench.GetProperty("gflops").GetDouble(), 1e-6);
        Assert.All(
            new[] { "peak_gflops_before", "peak_gflops_after" },
            field => Assert.True(bench.GetProperty(field).GetDouble() > bench.GetProperty("gflops").GetDouble(), field));
    }

    [Fact]
    public async Task Bench_Training_TellsItsShareOfTheSteps()
    {
        Call call = await Call.Krill("bench", "quickstart", "--training", "--json", "--seconds", "0.25", "--batch-size", "20", "--threads", "1");

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        JsonElement bench = call.Events[^1];
        Assert.Equal("digits", bench.GetProperty("dataset").GetString());
        Assert.InRange(bench.GetProperty("training_images_per_second").GetDouble(), 1, double.MaxValue);
        Assert.InRange(bench.GetProperty("training_share").GetDouble(), 0.01, 10);
        Assert.False(bench.TryGetProperty("augmented_share", out _));
    }

    [Fact]
    public async Task Bench_TrainingWithABatchLargerThanTheImages_EndsWithTwo()
    {
        Call call = await Call.Krill("bench", "quickstart", "--training", "--batch-size", "60001");

        Assert.Equal(2, call.ExitCode);
        Assert.Contains("krill bench: received a batch of 60001; expected at most the 54000 training images of quickstart.", call.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BenchKernels_Json_HasAnObjectAKernelAndALastOne()
    {
        Call call = await Call.Krill("bench", "kernels", "--recipe", "quickstart", "--json", "--seconds", "0.001", "--threads", "2");

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        JsonElement[] kernels = call.Events[..^1];
        Assert.All(kernels, kernel =>
        {
            Assert.Equal("kernel", kernel.GetProperty("event").GetString());
            Assert.Equal(("quickstart", 100, "float32"), (kernel.GetProperty("recipe").GetString(), kernel.GetProperty("batch_size").GetInt32(), kernel.GetProperty("precision").GetString()));
            Assert.Contains(kernel.GetProperty("direction").GetString(), new[] { "forward", "to_input", "to_kernel" });
            Assert.All(new[] { "runs", "seconds", "gigabytes_per_second", "peak_gflops" }, field => Assert.True(kernel.GetProperty(field).GetDouble() > 0, field));
            bool isProduct = !kernel.GetProperty("operation").GetString()!.StartsWith("max pooling", StringComparison.Ordinal);
            Assert.Equal(isProduct ? JsonValueKind.Number : JsonValueKind.Null, kernel.GetProperty("gflops").ValueKind);
            if (isProduct)
            {
                double gflops = kernel.GetProperty("gflops").GetDouble();
                Assert.True(gflops > 0);
                Assert.Equal(gflops / kernel.GetProperty("peak_gflops").GetDouble(), kernel.GetProperty("peak_share").GetDouble(), 1e-9);
            }
        });
        JsonElement last = call.Events[^1];
        Assert.Equal(("kernels", 15, 2), (last.GetProperty("event").GetString(), last.GetProperty("kernels").GetInt32(), last.GetProperty("threads").GetInt32()));
        Assert.Equal(kernels.Max(kernel => kernel.GetProperty("peak_gflops").GetDouble()), last.GetProperty("peak_gflops").GetDouble());
        Assert.Equal(15, kernels.Length);
    }

    [Fact]
    public async Task BenchKernels_Plain_HasALineAKernelAndALastOne()
    {
        Call call = await Call.Krill("bench", "kernels", "--recipe", "quickstart", "--seconds", "0.001");

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        Assert.Matches("^recipe +batch +operation +direction +ms +GFLOP/s +of peak +GB/s$", call.Lines[0]);
        Assert.Equal(15 + 2, call.Lines.Length);
        Assert.Matches(@"^quickstart +100  convolution 3×3, 28×28×1 → 26×26×16 +forward +[0-9.]+ +[0-9.]+ +[0-9.]+%$", call.Lines[1]);
        Assert.Matches(@"^quickstart +100  max pooling 2×2, 26×26×16 → 13×13 +forward +[0-9.]+ +[0-9.]+$", call.Lines[3]);
        Assert.StartsWith("15 kernels, float32, ", call.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BenchKernels_WideConvolutions_AreSummedUpByDirection()
    {
        Call call = await Call.Krill("bench", "kernels", "--recipe", "jellyfish", "--json", "--seconds", "0.001");

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        foreach (string direction in (string[])["forward", "to_input", "to_kernel"])
        {
            double[] shares =
            [
                .. call.Events[..^1]
                    .Where(kernel => kernel.GetProperty("direction").GetString() == direction)
                    .Where(kernel => kernel.GetProperty("operation").GetString() is "convolution 3×3 strides 2×2 same, 14×14×128 → 7×7×64" or "convolution 3×3 same, 7×7×128 → 7×7×64")
                    .Select(kernel => kernel.GetProperty("peak_share").GetDouble())
                    .Order(),
            ];
            Assert.Equal(2, shares.Length);
            Assert.Equal(shares[0], call.Events[^1].GetProperty($"wide_3x3_{direction}_least_share").GetDouble());
            Assert.Equal(shares[1], call.Events[^1].GetProperty($"wide_3x3_{direction}_median_share").GetDouble());
            JsonElement winograd = Assert.Single(call.Events[..^1], kernel => kernel.GetProperty("direction").GetString() == direction
                && kernel.GetProperty("operation").GetString() == "convolution 3×3 same, 7×7×128 → 7×7×64");
            Assert.True(winograd.GetProperty("winograd").GetBoolean());
            Assert.Equal(winograd.GetProperty("peak_share").GetDouble(), call.Events[^1].GetProperty($"wide_3x3_{direction}_winograd_least_share").GetDouble());
        }
    }

    Task<Call> Train(params string[] more) =>
        Call.Krill(["train", "quickstart", "--data", _data.Folder, "--epochs", "2", "--batch-size", "50", .. more]);

    /// <summary>Cancels when the second epoch's line is written.</summary>
    sealed class CancelAtEpoch(CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value?.StartsWith("epoch 2/4", StringComparison.Ordinal) == true)
            {
                cancellation.Cancel();
            }
        }
    }
}
