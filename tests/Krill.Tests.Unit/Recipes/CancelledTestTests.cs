using Krill.Recipes;
using Krill.Runs;
using Krill.Tests.Unit.Training;
using Krill.Tests.Unit.Tuning;
using Krill.Training;

namespace Krill.Tests.Unit.Recipes;

/// <summary>The test at the end of a training, and that of <c>krill evaluate</c>, can be stopped.</summary>
public sealed class CancelledTestTests : IDisposable
{
    const int ImageLength = 28 * 28, Classes = 10;

    readonly TempFolder _folder = new();
    readonly CancellationTokenSource _source = new();

    public void Dispose()
    {
        _source.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Run_CancelledInTheFinalTest_EndsAndGoesOnWithTheTest()
    {
        RecipeSession session = RecipeSession.Prepare(
            new TinyTuned(), new RecipeOptions { Epochs = 1, RunDirectory = _folder["run"], WritesReport = false, CancellationToken = _source.Token });

        Assert.Equal(1, CancelIn(session.Model, () => session.Run()));
        Assert.Null(RunFolder.Open(_folder["run"]).ReadResult()!.TestAccuracy);
        int trained = 0;
        var resumed = new ResumeOptions { Recipe = new TinyTuned(), WritesReport = false, OnEvent = raised => trained += raised is EpochStarted ? 1 : 0 };
        Assert.InRange(RecipeSession.Resume(_folder["run"], resumed).Run().TestAccuracy, 0, 1);
        Assert.Equal(0, trained);
    }

    [Fact]
    public void Evaluate_OfARunThatIsCancelled_EndsBeforeTheNextBatch()
    {
        RecipeSession session = RecipeSession.Prepare(Recipe.Find("quickstart"), new RecipeOptions { Epochs = 1, RunDirectory = _folder["run"], WritesReport = false });
        session.Model.Executors = (_, _, _, _) => new FakeExecutor(ImageLength, Classes) { IsNoting = false };
        session.Run();
        RecipeRun run = RecipeRun.Open(_folder["run"], new RecipeRunOptions { CancellationToken = _source.Token });

        Assert.Equal(1, CancelIn(run.Model, () => run.Evaluate()));
    }

    /// <summary>Cancels in the first batch of a test, and returns how many there were.</summary>
    int CancelIn(Model model, Action work)
    {
        int batches = 0;
        model.Executors = (_, optimizer, _, _) => new FakeExecutor(ImageLength, Classes)
        {
            IsNoting = false,
            OnRun = optimizer is not null ? null : () =>
            {
                batches++;
                _source.Cancel();
            },
        };
        Assert.Throws<OperationCanceledException>(work);
        return batches;
    }
}
