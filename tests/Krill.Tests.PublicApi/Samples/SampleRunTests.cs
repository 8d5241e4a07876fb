using System.Globalization;
using Krill.Data;
using Krill.Images;
using Krill.Recipes;

namespace Samples;

/// <summary>What the samples print. They write to the console and to the current folder, so they run one after the other.</summary>
public sealed class SampleRunTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("krill-test-").FullName;
    readonly string _previousFolder = Environment.CurrentDirectory;
    readonly TextWriter _previousOutput = Console.Out;
    readonly StringWriter _output = new(CultureInfo.InvariantCulture);

    public SampleRunTests()
    {
        Environment.CurrentDirectory = _folder;
        Console.SetOut(_output);
    }

    string[] Printed => [.. _output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public void Dispose()
    {
        Console.SetOut(_previousOutput);
        Environment.CurrentDirectory = _previousFolder;
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void NetworkSample_Run_PrintsTheSummaryOfTheReadme()
    {
        NetworkSample.Run();

        Assert.Equal(Document.Blocks("README.md", "text")[0].Split('\n'), Printed);
        Assert.Contains("Total params: 9,568", Printed);
    }

    [Fact]
    public void BranchesSample_Run_HasTheParametersOfItsLayers()
    {
        BranchesSample.Run();

        // Three convolutions of 16 filters over 3, 16 and 16 channels, each with a bias and four numbers a channel for the normalization; ten classes of 16.
        int expected = (9 * 3 * 16) + (2 * 9 * 16 * 16) + (3 * (16 + (4 * 16))) + (16 * 10) + 10;
        Assert.Equal([$"{expected}"], Printed);
    }

    [Fact]
    public void TrainingSample_Run_PrintsALineAnEpochAndTheTest()
    {
        TrainingSample.Run();

        string[] epochs = [.. Printed[..^1].Where(line => !line.StartsWith("EarlyStopping: ", StringComparison.Ordinal))];
        Assert.InRange(epochs.Length, 4, 5);
        Assert.All(epochs, (line, i) => Assert.Matches(
            $@"^epoch {i + 1}/5  loss \d\.\d{{4}}  accuracy \d\.\d{{4}}  validation loss \d\.\d{{4}}  validation accuracy \d\.\d{{4}}  \d.* s  [\d,]+ images/s$", line));
        Assert.Matches(@"^test accuracy \d+\.\d\d ?%$", Printed[^1]);
    }

    [Fact]
    public void AugmentationSample_Run_TrainsFourEpochs()
    {
        AugmentationSample.Run();

        Assert.Equal(["4"], Printed);
    }

    [Fact]
    public void AugmentedSample_Run_HasWhatTheAugmentationsMake()
    {
        AugmentedSample.Run();

        Assert.Equal([$"{0.75f} 0", "100 28×28×1"], Printed);
    }

    [Fact]
    public void PicturesSample_Run_KnowsTheUnknownPicture()
    {
        foreach ((string name, int channel) in new[] { ("rose", 0), ("violet", 2) })
        {
            for (int i = 0; i < 40; i++)
            {
                PngFile.Write(Path.Combine("flowers", name, $"{i}.png"), Flower(channel, i));
            }
        }

        PngFile.Write("unknown.png", Flower(2, 99));

        PicturesSample.Run();

        Assert.Matches(@"^test accuracy 100 ?%$", Printed[0]);
        Assert.Matches(@"^violet, \d+ ?% sure$", Printed[1]);

        RecipeRun run = RecipeRun.Open("run");
        Picture unknown = Picture.Read("unknown.png");
        using PicturePredictor predictor = run.CreatePredictor(threads: 1);
        foreach (int count in (int[])[1, 3, 1])
        {
            Picture[] some = [.. Enumerable.Repeat(unknown, count)];
            Assert.Equal(run.Predict(some, threads: 2).Values.ToArray(), predictor.Predict(some).Values.ToArray());
        }

        static Picture Flower(int channel, int number) => new(
            new ImageShape(24, 36, 3), [.. Enumerable.Range(0, 24 * 36 * 3).Select(i => (byte)((i % 3 == channel ? 180 : 30) + (((number * 17) + (i * 5)) % 60)))]);
    }

    [Fact]
    public void MistakesSample_Run_PrintsTheMatrixAndThreeMistakes()
    {
        MistakesSample.Run();

        Assert.Matches(@"^\d+ of 200 correct; of the threes \d+ ?%, \d+ of them taken for a five$", Printed[0]);
        Assert.Equal(4, Printed.Length);
        Assert.All(Printed[1..], line => Assert.Matches(@"^image \d+: actual \d, predicted \d, \d+ ?% sure$", line));
    }

    [Fact]
    public void ChartSample_Run_WritesAPicture()
    {
        ChartSample.Run();

        Assert.Contains("validation, five seeds", File.ReadAllText("loss.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public void DrawingsSample_Run_WritesThePicturesOfAReport()
    {
        DrawingsSample.Run();

        (string Name, string Content)[] expected =
        [
            ("accuracy", ">best<"), ("confusion-matrix", ">Confusion matrix<"), ("loss", ">Loss<"), ("mistakes", ">A mistake of each class<"), ("network", ">dense_1<"),
        ];
        Assert.Equal(expected.Select(picture => $"{picture.Name}.svg"), Directory.GetFiles("pictures").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(expected, picture => Assert.Contains(picture.Content, File.ReadAllText($"pictures/{picture.Name}.svg"), StringComparison.Ordinal));
    }

    [Fact]
    public void OwnImagesSample_Run_KnowsTheUnknownImage()
    {
        OwnImagesSample.Run();

        Assert.Matches(@"^blue, \d+ ?% sure$", Assert.Single(Printed));
        Assert.True(File.Exists("colours.safetensors"));
    }

    [Fact]
    public void LayersSample_Run_HasBothShapes()
    {
        LayersSample.Run();

        Assert.Equal(["(13, 13, 32) (26, 26, 32)"], Printed);
    }

    [Fact]
    public void LoadingSample_Run_HasTheCounts()
    {
        LoadingSample.Run();

        Assert.Equal(["900 100 200"], Printed);
    }

    [Fact]
    public void PredictorSample_Run_PrintsALineAnImage()
    {
        PredictorSample.Run();

        Assert.Equal(3, Printed.Length);
        Assert.All(Printed, (line, i) => Assert.Matches($@"^image {i}: \d$", line));
    }

    [Fact]
    public void ImageSetSample_Run_HasTheSet()
    {
        ImageSetSample.Run();

        Assert.Equal(["2 32×32×3 2"], Printed);
    }

    [Fact]
    public void WarmRestartsSample_Run_StartsAtATenthAndDrawsTheCurve()
    {
        WarmRestartsSample.Run();

        Assert.Equal(["0.1 1"], Printed);
        Assert.StartsWith("<svg", File.ReadAllText("learning-rate.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public void FinderSample_Run_DrawsTheLosses()
    {
        FinderSample.Run();

        Assert.Contains("steepest: ", File.ReadAllText("learning-rates.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public void GroupsSample_Run_HasTheRateOfTheRest()
    {
        GroupsSample.Run();

        Assert.Equal(["0.05 2"], Printed);
    }

    [Fact]
    public void ScheduleSample_Run_HalvesTheLearningRateAndSavesTheBest()
    {
        ScheduleSample.Run();

        Assert.Equal(["0.1", "0.05", "0.025"], Printed.Select(line => line.Split(' ', ',')[4]));
        Assert.True(File.Exists("best.safetensors"));
    }

    [Fact]
    public void ResumeSample_RunTwice_TrainsOnce()
    {
        ResumeSample.Run();
        DateTime written = File.GetLastWriteTimeUtc("run/checkpoint.safetensors");

        ResumeSample.Run();

        Assert.Equal(2, Printed.Length);
        Assert.Equal(Printed[0], Printed[1]);
        Assert.Equal(written, File.GetLastWriteTimeUtc("run/checkpoint.safetensors"));
    }

    [Fact]
    public void EnsembleSample_Run_PrintsALineASize()
    {
        EnsembleSample.Run();

        Assert.All(Printed, (line, i) => Assert.Matches($@"^{i + 1}: \d+\.\d\d ?%$", line));
        Assert.Equal(3, Printed.Length);
    }

    [Fact]
    public void AverageSample_Run_PrintsTheAccuracyAndTheMistakesThatGoWithIt()
    {
        AverageSample.Run();

        Assert.Matches(@"^test accuracy of three together \d+\.\d\d ?%$", Printed[0]);
        double accuracy = double.Parse(Printed[0].Split(' ')[5].TrimEnd('%'), CultureInfo.CurrentCulture);
        Assert.Equal(200 - (int)Math.Round(2 * accuracy), int.Parse(Printed[1].Split(' ')[0], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void TuningSample_Run_PrintsThePlanAndTheBest()
    {
        TuningSample.Run();

        Assert.Equal(["bracket 1: 3 × 1 epochs, 1 × 3", "bracket 0: 2 × 3 epochs"], Printed[..2]);
        Assert.Matches(@"^\d+\.\d\d ?% with \[activation, (relu|swish)\], .*\[units, \d\d\]$", Printed[2]);
    }

    [Fact]
    public void OwnRecipeSample_Run_TestsAndPredicts()
    {
        PngFile.Write("unknown.png", new Picture(new ImageShape(28, 28, 1), new byte[28 * 28]));

        OwnRecipeSample.Run();

        Assert.Matches(@"^test accuracy \d+\.\d ?%$", Printed[0]);
        Assert.Matches(@"^it is a \d$", Printed[1]);
        Assert.True(File.Exists("run/report.html"));
    }
}
