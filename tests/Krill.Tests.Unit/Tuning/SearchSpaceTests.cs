using Krill.Data;
using Krill.Recipes;
using Krill.Tuning;

namespace Krill.Tests.Unit.Tuning;

public class SearchSpaceTests
{
    static readonly SearchSpace s_space = new(
        new IntegerRange("units", 32, 192) { Step = 16, Default = 64 },
        new FloatRange("rate", 0.01, 0.1) { Step = 0.01, Default = 0.07 },
        new Choice("activation", "relu", "leaky_relu"),
        new FloatRange("slope", 0.1, 0.3) { OnlyIf = new HyperparameterCondition("activation", "leaky_relu"), Step = 0.1 },
        new Toggle("wide") { Default = true });

    [Fact]
    public void Values_OfRanges_AreTheirSteps()
    {
        Assert.Equal(["32", "48", "64", "80", "96", "112", "128", "144", "160", "176", "192"], s_space.Parameters[0].Values);
        Assert.Equal(["0.01", "0.02", "0.03", "0.04", "0.05", "0.06", "0.07", "0.08", "0.09", "0.1"], s_space.Parameters[1].Values);
        Assert.Equal(["8", "16", "32"], new IntegerRange("log", 8, 63) { Step = 2, Scale = ParameterScale.Logarithmic }.Values);
        Assert.Null(new FloatRange("any", 0, 1).Values);
    }

    [Fact]
    public void Defaults_AreTheRecipesOwn_WithoutWhatDoesNotExist() =>
        Assert.Equal("activation relu, rate 0.07, units 64, wide true", $"{s_space.Defaults}");

    [Fact]
    public void Grid_Conditions_HaveTheirPointsOnly()
    {
        var space = new SearchSpace(
            new Choice("a", "x", "y"), new IntegerRange("b", 1, 2) { OnlyIf = new HyperparameterCondition("a", "y") }, new Toggle("c"));

        Assert.Equal(
            ["a x, c false", "a x, c true", "a y, b 1, c false", "a y, b 1, c true", "a y, b 2, c false", "a y, b 2, c true"],
            space.Grid().Select(values => $"{values}"));
    }

    [Fact]
    public void Grid_RangeWithoutSteps_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new SearchSpace(new FloatRange("rate", 0, 1)).Grid());

        Assert.StartsWith("SearchSpace: received the range of rate, 0 to 1, for a grid; expected a Step.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_Points_AreOfTheSpaceAndDifferAndRepeat()
    {
        IReadOnlyList<TrialValues> points = s_space.Draw(60, seed: 3, defaultsAt: 50);

        Assert.Equal(60, points.Select(point => $"{point}").Distinct().Count());
        Assert.Equal($"{s_space.Defaults}", $"{points[50]}");
        Assert.All(points, point => Assert.Equal($"{point}", $"{s_space.Read("here", point.All)}"));
        Assert.All(points, point => Assert.Equal(point.Choice("activation") == "leaky_relu", point.Has("slope")));
        Assert.Equal(points.Select(point => $"{point}"), s_space.Draw(60, 3, 50).Select(point => $"{point}"));
        // A greater budget has the same first points.
        Assert.Equal(points.Take(40).Select(point => $"{point}"), s_space.Draw(45, 3, 44).Take(40).Select(point => $"{point}"));
        Assert.NotEqual(points.Select(point => $"{point}"), s_space.Draw(60, 4, 50).Select(point => $"{point}"));
        Assert.True(points.Select(point => point.Integer("units")).Distinct().Count() == 11);
    }

    // The greatest of a hundred steps on a logarithmic scale are drawn so seldom that chance alone would repeat others.
    [Fact]
    public void Draw_AsManyAsThereAre_HasEachOnce()
    {
        SearchSpace[] spaces =
        [
            s_space,
            new(new Toggle("a"), new Choice("b", "x", "y", "z") { Default = "y" }),
            new(new FloatRange("rate", 0.001, 1) { Step = 2, Scale = ParameterScale.Logarithmic }, new IntegerRange("n", 1, 40)),
        ];
        foreach (SearchSpace space in spaces)
        {
            int count = (int)space.GridCount();
            for (ulong seed = 0; seed < 5; seed++)
            {
                IReadOnlyList<TrialValues> points = space.Draw(count, seed, defaultsAt: count / 2);

                Assert.Equal(count, points.Select(point => $"{point}").Distinct().Count());
                Assert.Equal($"{space.Defaults}", $"{points[count / 2]}");
            }
        }
    }

    [Fact]
    public void Draw_MorePointsThanThereAre_DrawsSomeAgain() =>
        Assert.Equal(5, new SearchSpace(new Toggle("a")).Draw(5, 0, 0).Count(values => values.Has("a")));

    [Fact]
    public void Draw_LogarithmicScale_HasAsManyInEachDecade()
    {
        var space = new SearchSpace(new FloatRange("rate", 1e-5, 1e-1) { Scale = ParameterScale.Logarithmic });

        int[] decades = [.. space.Draw(4000, 1, 0).Skip(1).GroupBy(point => (int)Math.Floor(Math.Log10(point.Float("rate")))).OrderBy(group => group.Key).Select(group => group.Count())];

        Assert.Equal(4, decades.Length);
        Assert.All(decades, count => Assert.InRange(count, 900, 1100)); // 1000 ± 27
    }

    [Fact]
    public void SearchSpace_WhatCannotBe_IsRefused()
    {
        Refused(() => new SearchSpace(new Toggle("a"), new Toggle("a")), "received hyperparameters named a, a; expected at least one, each with a name of its own.");
        Refused(
            () => new SearchSpace(new Toggle("a"), new Toggle("b") { OnlyIf = new HyperparameterCondition("c", "true") }),
            "received b only if c is true; expected one that is declared before it, and one of its values.");
        Refused(() => new IntegerRange("n", 3, 2), "IntegerRange n: received 3 to 2; expected the least value first.");
        Refused(() => new SearchSpace(new IntegerRange("n", 2, 8) { Step = 3, Default = 4 }), "IntegerRange n: received the default 4; expected 2 to 8 by 3.");
        Refused(() => new FloatRange("x", 0, 1) { Scale = ParameterScale.Logarithmic }, "x: received a logarithmic scale from 0 on; expected a least value greater than 0.");
        Refused(() => new Choice("c", "a", "a"), "Choice c: received the values a, a; expected at least one, each once.");
    }

    // The default was checked when it was given, against the step of that moment.
    [Fact]
    public void SearchSpace_DefaultBeforeItsStep_IsRefusedByTheStep()
    {
        Refused(() => new SearchSpace(new IntegerRange("n", 64, 128) { Default = 70, Step = 16 }), "IntegerRange n: received the default 70; expected 64 to 128 by 16.");
        Refused(() => new SearchSpace(new FloatRange("x", 0, 1) { Default = 0.3, Step = 0.25 }), "FloatRange x: received the default 0.3; expected 0 to 1 by 0.25.");
        Assert.Equal("n 14", $"{new SearchSpace(new IntegerRange("n", 7, 60) { Step = 2, Default = 14, Scale = ParameterScale.Logarithmic }).Defaults}");
    }

    [Fact]
    public void Default_OfARangeAroundZero_IsTheLeast()
    {
        Assert.Equal("i -4, x -0.5", $"{new SearchSpace(new IntegerRange("i", -4, 4), new FloatRange("x", -0.5, 0.5)).Defaults}");
        Assert.Equal("i 0, x 0", $"{new SearchSpace(new IntegerRange("i", -4, 4) { Default = 0 }, new FloatRange("x", -0.5, 0.5) { Default = 0 }).Defaults}");
    }

    [Fact]
    public void Values_OfNegativeRanges_EndWithTheGreatest()
    {
        Assert.Equal(["-0.3", "-0.2", "-0.1"], new FloatRange("x", -0.3, -0.1) { Step = 0.1 }.Values);
        Assert.Equal(["-0.3", "-0.2", "-0.1", "0", "0.1"], new FloatRange("x", -0.3, 0.1) { Step = 0.1 }.Values);
        Assert.Equal(["-7", "-4"], new IntegerRange("i", -7, -2) { Step = 3 }.Values);
        Assert.Equal(["1", "0.1", "0.01"], new FloatRange("x", 0.01, 1) { Step = 10, Scale = ParameterScale.Logarithmic }.Values!.Reverse());
    }

    [Fact]
    public void Condition_OfTheSameNumberWrittenOtherwise_IsMet()
    {
        var space = new SearchSpace(
            new FloatRange("rate", 0, 0.2) { Step = 0.1, Default = 0.1 },
            new Toggle("warm") { OnlyIf = new HyperparameterCondition("rate", "0.10") });

        Assert.Equal("rate 0.1, warm false", $"{space.Defaults}");
        Assert.Equal(["rate 0", "rate 0.1, warm false", "rate 0.1, warm true", "rate 0.2"], space.Grid().Select(values => $"{values}"));
        Assert.Equal("rate 0.1, warm true", $"{space.Read("here", new Dictionary<string, string> { ["rate"] = "1e-1", ["warm"] = "true" })}");
    }

    // A list of all would have 17 GB for each point.
    [Fact]
    public void Draw_OfAGreatRange_ListsNothing()
    {
        var space = new SearchSpace(new IntegerRange("i", int.MinValue, int.MaxValue), new FloatRange("x", 0, 1) { Step = 1e-12 });
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.All(space.Draw(20, 1, 0), point => Assert.Equal($"{point}", $"{space.Read("here", point.All)}"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void GridCount_IsTheNumberOfPoints()
    {
        Assert.Equal(s_space.Grid().Count(), (int)s_space.GridCount());
        Assert.Equal(297_000, Recipe.Find("jellyfish").SearchSpace!.GridCount());
        Assert.Equal(
            System.Numerics.BigInteger.Pow(2, 32) * 3,
            new SearchSpace(new IntegerRange("i", int.MinValue, int.MaxValue), new Toggle("a"), new Toggle("b") { OnlyIf = new HyperparameterCondition("a", "true") }).GridCount());
    }

    [Fact]
    public void Read_OtherValues_NamesThem()
    {
        var unknown = Assert.Throws<DataException>(() => s_space.Read("run.json", new Dictionary<string, string> { ["depth"] = "3" }));
        var outside = Assert.Throws<DataException>(() => s_space.Read("run.json", new Dictionary<string, string> { ["units"] = "33" }));

        Assert.StartsWith("run.json: received the hyperparameters depth; expected ", unknown.Message, StringComparison.Ordinal);
        Assert.StartsWith("run.json: received units 33; expected 32 to 192 by 16.", outside.Message, StringComparison.Ordinal);
    }

    static void Refused(Func<object> make, string text) => Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
}
