using System.Globalization;
using Krill.Ensembles;

namespace Krill.Cli.Rendering;

/// <summary>The lines of an ensemble that the plain and the live display have in common.</summary>
internal static class EnsembleLines
{
    public static IEnumerable<string> Start(EnsembleStarted started)
    {
        yield return $"{started.Recipe} on {started.Dataset}: an ensemble of {started.Members}, {started.Parallel} at a time with {started.ThreadsEach} threads each; "
            + $"{started.Epochs} epochs at most, seeds from {started.Seed} on, {started.Precision}";
        if (started.MembersDone > 0)
        {
            yield return $"goes on: {started.MembersDone} of {started.Members} members are trained";
        }

        yield return $"run: {started.Run}";
    }

    public static string Member(EnsembleMember member, int members) =>
        $"member {Number(member.Number, members)}/{members}  seed {member.Seed}  {member.Epochs} epochs in {Figures.Duration(member.Seconds)}  kept epoch {member.BestEpoch}"
        + (member.ValidationAccuracy is { } accuracy ? $"  validation accuracy {Figures.Short(accuracy)}" : "");

    /// <summary>A row a member: itself, and the ensemble of it and those before it.</summary>
    public static IEnumerable<string> Result(EnsembleResult result)
    {
        int members = result.Members.Count;
        yield return "          single network           ensemble of all so far";
        yield return "members   validation  test         validation  test";
        for (int i = 0; i < members; i++)
        {
            EnsembleMember member = result.Members[i];
            EnsembleSize size = result.Sizes[i];
            yield return $"{Number(i + 1, 1_000_000)}   {Cell(member.ValidationAccuracy)}      {Cell(member.TestAccuracy)}       {Cell(size.ValidationAccuracy)}      {Cell(size.TestAccuracy)}";
        }

        string deviation = result.SingleStandardDeviation is { } sd ? $", standard deviation {Figures.Short(sd)}" : "";
        yield return $"single networks: mean test accuracy {Figures.Short(result.SingleMean)}{deviation} (n = {members})";
        yield return Lines.TestAccuracy(result.TestAccuracy);
    }

    static string Cell(double? accuracy) => accuracy is { } known ? Figures.Short(known) : "     -";

    static string Number(int number, int greatest) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(greatest.ToString(CultureInfo.InvariantCulture).Length);
}
