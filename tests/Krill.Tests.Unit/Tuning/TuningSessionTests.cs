using System.Globalization;
using Krill.Data;
using Krill.Recipes;
using Krill.Runs;
using Krill.Training;
using Krill.Tuning;

namespace Krill.Tests.Unit.Tuning;

/// <summary>Whole tunings of a small network: the same trials and the same winner one after the other, side by side, and after having been killed.</summary>
public sealed class TuningSessionTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_SerialParallelAndKilled_AgreeToTheBit()
    {
        string[] serial = Outcome(Prepare("serial", 1).Run());
        string[] parallel = Outcome(Prepare("parallel", 3).Run());
        int events = 0;
        Assert.Throws<KilledException>(() => Prepare("killed", 2, raised => KillAt(raised, ref events, 4)).Run());
        events = 0;
        Assert.Throws<KilledException>(() => Resume("killed", raised => KillAt(raised, ref events, 5)).Run());

        string[] killed = Outcome(Resume("killed").Run());

        // Of 4 trials 2 and then 1 go on; of 3 one; 3 are trained in full.
        Assert.Equal([1, 1, 2, 2, 2, 4, 4, 4, 4, 4], serial[..^1].Select(line => int.Parse(line.Split('|')[2], CultureInfo.InvariantCulture)).Order());
        Assert.Equal(serial, parallel);
        Assert.Equal(serial, killed);
    }

    [Fact]
    public void Run_StageOfOneTrial_HasAllThreads()
    {
        List<int> threads = [];
        TuningSession session = Prepare("run", 2, raised => threads.AddRange(raised is TrialRaised { Event: TrainingStarted started } ? [started.Threads] : []));

        session.Run();

        Rung[] rungs = [.. session.Plan.SelectMany(bracket => bracket.Rungs)];
        Assert.Equal((rungs.Count(rung => rung.Trials == 1), rungs.Where(rung => rung.Trials > 1).Sum(rung => rung.Trials)), (threads.Count(2.Equals), threads.Count(1.Equals)));
        Assert.Contains(2, threads);
    }

    [Fact]
    public void Run_AFinishedTuning_TrainsNothingAndHasTheSameResult()
    {
        string[] first = Outcome(Prepare("run", 1, epochs: 2).Run());
        int trained = 0;

        string[] again = Outcome(Resume("run", raised => trained += raised is TrialRaised ? 1 : 0).Run());

        Assert.Equal(first, again);
        Assert.Equal(0, trained);
        Assert.StartsWith("<svg", File.ReadAllText(_folder["run/trials.svg"]), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "checkpoint.safetensors", SearchOption.AllDirectories));
        Assert.DoesNotContain("\"test_accuracy\": 0", string.Concat(Directory.GetFiles(_folder["run"], "result.json", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Best_IsNoWorseThanTheRecipesOwnAndCanBeTrained()
    {
        TuningResult result = Prepare("run", 1, epochs: 2).Run();

        Trial own = Assert.Single(result.Trials, trial => trial.IsDefault);
        Assert.Equal(2, own.Epochs);
        Assert.True(result.Best.ValidationAccuracy >= own.ValidationAccuracy);
        Recipe best = TrialRecipe.Open(_folder["run"], new TinyTuned());
        Recipe trial = TrialRecipe.Open(own.Run, new TinyTuned());
        Assert.Equal(result.Best.Values, best.Values!.All);
        Assert.Equal(own.Values, trial.Values!.All);
        RecipeResult trained = RecipeSession.Prepare(best, new RecipeOptions { Epochs = 1, RunDirectory = _folder["trained"] }).Run();
        Assert.Equal(result.Best.Values, RunFolder.Open(_folder["trained"]).Description.Hyperparameters);
        Assert.InRange(trained.TestAccuracy, 0, 1);
    }

    [Fact]
    public void Run_TakenUpAgain_TellsTheEpochsThatAreLeft()
    {
        int events = 0;
        var options = new TuningOptions { Algorithm = TuningAlgorithm.Random, Trials = 3, MaxEpochs = 2, Training = new RecipeOptions { RunDirectory = _folder["run"], OnEvent = raised => KillAt(raised, ref events, 4) } };
        Assert.Throws<KilledException>(() => TuningSession.Prepare(new TinyTuned(), options).Run()); // at the second epoch of the second trial
        List<TuningStarted> started = [];
        void Note(TrainingEvent raised) => started.AddRange(raised is TuningStarted one ? [one] : []);

        Resume("run", Note).Run();
        Resume("run", Note).Run();

        Assert.Equal([(6, 3, 2), (6, 0, 3)], started.Select(one => ((int)one.Epochs, (int)one.EpochsLeft, one.TrialsBegun)));
        Assert.True(started[0].EstimatedSeconds > 0);
        Assert.Null(started[1].EstimatedSeconds);
    }

    [Fact]
    public void Prepare_GridOfTooManyPoints_NamesThemAndTakesTheFirstOnDemand()
    {
        var recipe = new TinyTuned(space: new SearchSpace(
            new IntegerRange("units", 1, 500), new Choice("activation", "relu"), new FloatRange("learning_rate", 0.001, 0.201) { Step = 0.001 }));
        var options = new TuningOptions { Algorithm = TuningAlgorithm.Grid };

        var error = Assert.Throws<ArgumentException>(() => TuningSession.Prepare(recipe, options));

        Assert.StartsWith("Recipe tiny-tuned: received a grid of 100,500 points; expected 100,000 at most where no number of trials is given,", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Give --trials (TuningOptions.Trials) for the first so many, or draw points with another algorithm.", error.Message, StringComparison.Ordinal);
        Assert.Equal(7, Assert.Single(TuningSession.Prepare(recipe, options with { Trials = 7 }).Plan).Trials);
    }

    [Fact]
    public void Prepare_MoreRandomTrialsThanPoints_IsRefusedAndByDefaultTakesAll()
    {
        var small = new TinyTuned(space: new SearchSpace(new IntegerRange("units", 4, 12) { Step = 4, Default = 8 }, new Toggle("wide")));
        TuningSession Prepared(int? trials) => TuningSession.Prepare(small, new TuningOptions { Algorithm = TuningAlgorithm.Random, Trials = trials });

        var error = Assert.Throws<ArgumentException>(() => Prepared(7));

        Assert.StartsWith("Recipe tiny-tuned: received 7 random trials and a space of 6 points; expected at most as many trials", error.Message, StringComparison.Ordinal);
        Assert.Equal((6, 6, 4), (Prepared(null).Plan[0].Trials, Prepared(6).Plan[0].Trials, Prepared(4).Plan[0].Trials));
    }

    [Fact]
    public void Prepare_GridOverARangeWithoutSteps_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => TuningSession.Prepare(new TinyTuned(), new TuningOptions { Algorithm = TuningAlgorithm.Grid }));

        Assert.Contains("received the range of dropout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_WhatCannotBeTuned_IsRefused()
    {
        var noSpace = Assert.Throws<ArgumentException>(() => TuningSession.Prepare(Recipe.Find("quickstart")));
        var noImages = Assert.Throws<ArgumentException>(
            () => TuningSession.Prepare(new TinyTuned(), new TuningOptions { Training = new RecipeOptions { Validation = ValidationSplit.None } }));

        Assert.StartsWith("Recipe quickstart: received a recipe without a search space to tune; expected one of tiny158, convnet, convnet-augmented, jellyfish,", noSpace.Message, StringComparison.Ordinal);
        Assert.StartsWith("Recipe tiny-tuned: received no validation images to choose trials by; expected some.", noImages.Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => TuningSession.Resume(_folder["nothing"]));
        Assert.Throws<NotSupportedException>(() => Recipe.Find("quickstart").With(new TinyTuned().SearchSpace.Defaults));
    }

    static string[] Outcome(TuningResult result) =>
    [
        .. result.Trials.Select(trial => string.Create(
            CultureInfo.InvariantCulture,
            $"{trial.Number}|{trial.Bracket}|{trial.Epochs}|{trial.BestEpoch}|{trial.ValidationAccuracy:R}|{string.Join(' ', trial.Values)}")),
        $"best {result.Best.Number}",
    ];

    static void KillAt(TrainingEvent raised, ref int events, int at)
    {
        if (raised is TrialRaised { Event: EpochStarted } && Interlocked.Increment(ref events) == at)
        {
            throw new KilledException();
        }
    }

    TuningSession Prepare(string name, int parallel, Action<TrainingEvent>? listener = null, int epochs = 4) => TuningSession.Prepare(new TinyTuned(), new TuningOptions
    {
        MaxEpochs = epochs,
        Eta = 2,
        Parallel = parallel,
        Training = new RecipeOptions { Seed = 11, RunDirectory = _folder[name], Threads = 2, OnEvent = listener },
    });

    TuningSession Resume(string name, Action<TrainingEvent>? listener = null) =>
        TuningSession.Resume(_folder[name], new ResumeOptions { Recipe = new TinyTuned(), OnEvent = listener, Threads = 1, Parallel = 2 });

    sealed class KilledException : Exception;
}
