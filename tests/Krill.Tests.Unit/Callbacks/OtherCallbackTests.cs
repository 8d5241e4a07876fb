using Krill.Callbacks;
using Krill.Data;
using Krill.Planning;
using Krill.Tests.Unit.Training;

namespace Krill.Tests.Unit.Callbacks;

public class OtherCallbackTests
{
    [Fact]
    public void LearningRateScheduler_SetsEachEpochFromTheEpochsDone()
    {
        var script = new Script(1);
        script.Play(new LearningRateScheduler((done, rate) => done < 2 ? rate : rate / (done + 1)), Metric.Loss, 1, 1, 1, 1);
        Assert.Equal([1, 1, 1 / 3f, 1 / 12f], script.LearningRates);
    }

    [Fact]
    public void TerminateOnNaN_InfiniteLoss_StopsAtTheStep()
    {
        Fixture fixture = new Fixture().Compiled();
        fixture.Executor.OnTrain = (step, count) => new BatchResult(step == 3 ? double.PositiveInfinity : 1, 0, 0, count);

        History history = fixture.Model.Fit(Fixture.Images(20), new FitOptions { Epochs = 3, BatchSize = 2, Callbacks = { new TerminateOnNaN() } });

        Assert.Equal(3, fixture.Executor.Steps);
        Assert.Equal(TrainingEnd.Stopped, history.End);
    }

    [Fact]
    public void ModelCheckpoint_EveryEpoch_WritesAFileEach()
    {
        using var folder = new TempFolder();
        var script = new Script();

        script.Play(new ModelCheckpoint(folder["weights-{epoch}.safetensors"]), Metric.ValidationLoss, 1, 2);

        Assert.Equal(["weights-01.safetensors", "weights-02.safetensors"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        script.Model.LoadWeights(folder["weights-01.safetensors"]);
        Assert.Equal(1, script.Model.Parameters[0].Values[0]);
    }

    [Fact]
    public void ModelCheckpoint_BestOnly_KeepsTheFirstOfTheBest()
    {
        using var folder = new TempFolder();
        var script = new Script();

        script.Play(
            new ModelCheckpoint(folder["best.safetensors"], Metric.ValidationAccuracy) { SaveBestOnly = true },
            Metric.ValidationAccuracy, 0.5, 0.9, 0.9, double.NaN, 0.8);

        script.Model.LoadWeights(folder["best.safetensors"]);
        Assert.Equal(2, script.Model.Parameters[0].Values[0]);
        Assert.Equal(2, script.Messages.Count);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void CsvLogger_Epochs_AreLines()
    {
        using var folder = new TempFolder();
        string path = folder["log/history.csv"];

        new Script().Play(new CsvLogger(path), Metric.ValidationAccuracy, 0.5, double.NaN);

        Assert.Equal(
            """
            epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,images,training_seconds,validation_seconds,images_per_second
            1,0,0,0,0.5,0.001,1,1.000000,0.000000,1.0
            2,0,0,0,NaN,0.001,1,1.000000,0.000000,1.0

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(path));
    }

    [Fact]
    public void CsvLogger_Append_KeepsWhatIsThere()
    {
        using var folder = new TempFolder();
        string path = folder["history.csv"];
        new Script().Play(new CsvLogger(path), Metric.Loss, 1);

        new Script().Play(new CsvLogger(path) { Append = true }, Metric.Loss, 2);

        Assert.Equal(3, File.ReadAllLines(path).Length);
        File.Copy(path, folder["torn.csv"]);
        File.AppendAllText(folder["torn.csv"], "1,2");
        var error = Assert.Throws<DataException>(() => new Script().Play(new CsvLogger(folder["torn.csv"]) { Append = true }, Metric.Loss, 2));
        Assert.EndsWith("Choose another file, or start it anew with Append = false.", error.Message, StringComparison.Ordinal);
    }
}
