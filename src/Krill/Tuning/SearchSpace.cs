using System.Numerics;
using Krill.Data;

namespace Krill.Tuning;

/// <summary>What of a recipe can be chosen, and in which ranges.</summary>
public sealed class SearchSpace
{
    // Points are drawn from streams of their own for each attempt.
    const ulong Stream = 0x54554E45000000; // "TUNE", room for the attempt in the low bits

    const int Attempts = 100;

    const ulong RestStream = Stream + Attempts;

    /// <summary>A space.</summary>
    /// <param name="parameters">Its hyperparameters, each behind those that its condition names.</param>
    /// <exception cref="ArgumentException">There is none, two have one name, a default is none of the values, or a condition names none before it, or a value that it cannot have.</exception>
    public SearchSpace(params IReadOnlyList<Hyperparameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = [.. parameters];
        if (Parameters.Count == 0 || Parameters.Select(parameter => parameter.Name).Distinct().Count() < Parameters.Count)
        {
            throw new ArgumentException(
                $"SearchSpace: received hyperparameters named {string.Join(", ", Parameters.Select(parameter => parameter.Name))}; expected at least one, each with a name of its own.",
                nameof(parameters));
        }

        for (int i = 0; i < Parameters.Count; i++)
        {
            Parameters[i].CheckDefault();
            if (Parameters[i].OnlyIf is { } condition && Parameters.Take(i).FirstOrDefault(other => other.Name == condition.Parameter)?.Has(condition.Value) != true)
            {
                throw new ArgumentException(
                    $"SearchSpace: received {Parameters[i].Name} only if {condition.Parameter} is {condition.Value}; expected one that is declared before it, and one of its values.",
                    nameof(parameters));
            }
        }
    }

    /// <summary>The hyperparameters, in the order in which they are chosen.</summary>
    public IReadOnlyList<Hyperparameter> Parameters { get; }

    /// <summary>The recipe's own values.</summary>
    public TrialValues Defaults => Fill(parameter => parameter.DefaultText);

    /// <summary>Draws points: no two alike, as long as the space has others.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The key of the random numbers.</param>
    /// <param name="defaultsAt">The place of the recipe's own values among them.</param>
    internal IReadOnlyList<TrialValues> Draw(int count, ulong seed, int defaultsAt)
    {
        var drawn = new TrialValues[count];
        drawn[defaultsAt] = Defaults;
        HashSet<string> known = [$"{Defaults}"];
        Queue<TrialValues>? rest = null;
        for (int i = 0; i < count; i++)
        {
            bool isNew = i == defaultsAt;
            for (int attempt = 0; attempt < Attempts && !isNew; attempt++)
            {
                ulong key = CounterRandom.Key(seed, Stream + (ulong)attempt);
                ulong place = (ulong)i * (ulong)Parameters.Count;
                drawn[i] = Fill(parameter => parameter.Draw(Uniform(key, place + (ulong)IndexOf(parameter))));
                isNew = known.Add($"{drawn[i]}");
            }

            if (!isNew && HasSteps)
            {
                // So many that are known already: few can be left.
                rest ??= Rest(known, seed);
                while (!isNew && rest.TryDequeue(out TrialValues? left))
                {
                    isNew = known.Add($"{left}");
                    drawn[i] = isNew ? left : drawn[i];
                }
            }
        }

        return drawn;
    }

    /// <summary>Whether the points can be counted.</summary>
    internal bool HasSteps => Parameters.All(parameter => parameter.Count is not null);

    /// <summary>All points, the last hyperparameter changing first, made as they are asked for.</summary>
    /// <exception cref="ArgumentException">A range has no steps.</exception>
    internal IEnumerable<TrialValues> Grid()
    {
        RequireSteps();
        return Grid([], 0);
    }

    /// <summary>How many points there are.</summary>
    /// <exception cref="ArgumentException">A range has no steps.</exception>
    internal BigInteger GridCount()
    {
        RequireSteps();
        return GridCount([], 0);
    }

    /// <summary>Reads values that were written.</summary>
    /// <param name="where">The file, for errors.</param>
    /// <param name="values">The values by name.</param>
    /// <exception cref="DataException">They are no point of the space.</exception>
    internal TrialValues Read(string where, IReadOnlyDictionary<string, string> values)
    {
        TrialValues read = Fill(parameter => !values.TryGetValue(parameter.Name, out string? text) ? ""
            : parameter.Written(text) ?? throw new DataException(where, $"{parameter.Name} {text}", $"{parameter.Range}", "The recipe's space was another one: tune again."));
        string[] others = [.. values.Keys.Except(read.All.Keys), .. read.All.Where(value => value.Value.Length == 0).Select(value => value.Key)];
        return others.Length == 0 ? read : throw new DataException(
            where,
            $"the hyperparameters {string.Join(", ", values.Keys)}",
            string.Join(", ", read.All.Keys),
            "The recipe's space was another one: tune again.");
    }

    /// <summary>The points that are not known yet, in a random order.</summary>
    Queue<TrialValues> Rest(HashSet<string> known, ulong seed)
    {
        TrialValues[] rest = [.. Grid().Where(point => !known.Contains($"{point}"))];
        int[] order = [.. Enumerable.Range(0, rest.Length)];
        CounterRandom.Shuffle(CounterRandom.Key(seed, RestStream), order);
        return new Queue<TrialValues>(order.Select(place => rest[place]));
    }

    IEnumerable<TrialValues> Grid(Dictionary<string, string> chosen, int index)
    {
        if (index == Parameters.Count)
        {
            return [new TrialValues(chosen)];
        }

        Hyperparameter parameter = Parameters[index];
        return Exists(parameter, chosen)
            ? parameter.Values!.SelectMany(value => Grid(new Dictionary<string, string>(chosen) { [parameter.Name] = value }, index + 1))
            : Grid(chosen, index + 1);
    }

    /// <summary>The points from a hyperparameter on. Values are gone through only where a condition asks for them: of others their number is enough.</summary>
    BigInteger GridCount(Dictionary<string, string> chosen, int index)
    {
        if (index == Parameters.Count)
        {
            return BigInteger.One;
        }

        Hyperparameter parameter = Parameters[index];
        if (!Exists(parameter, chosen))
        {
            return GridCount(chosen, index + 1);
        }

        string[] asked = [.. Parameters.Where(other => other.OnlyIf?.Parameter == parameter.Name).Select(other => parameter.Written(other.OnlyIf!.Value)!).Distinct()];
        BigInteger others = parameter.Count!.Value - asked.Length;
        BigInteger count = others.IsZero ? 0 : others * GridCount(chosen, index + 1);
        foreach (string value in asked)
        {
            count += GridCount(new Dictionary<string, string>(chosen) { [parameter.Name] = value }, index + 1);
        }

        return count;
    }

    void RequireSteps()
    {
        if (Parameters.FirstOrDefault(parameter => parameter.Count is null) is { } endless)
        {
            throw new ArgumentException($"SearchSpace: received the range of {endless.Name}, {endless.Range}, for a grid; expected a Step. Draw at random, or give it one.");
        }
    }

    TrialValues Fill(Func<Hyperparameter, string> choose)
    {
        var chosen = new Dictionary<string, string>();
        foreach (Hyperparameter parameter in Parameters.Where(parameter => Exists(parameter, chosen)))
        {
            chosen[parameter.Name] = choose(parameter);
        }

        return new TrialValues(chosen);
    }

    int IndexOf(Hyperparameter parameter)
    {
        int index = 0;
        while (Parameters[index] != parameter)
        {
            index++;
        }

        return index;
    }

    bool Exists(Hyperparameter parameter, Dictionary<string, string> chosen) =>
        parameter.OnlyIf is not { } condition || (chosen.TryGetValue(condition.Parameter, out string? value)
            && value == Parameters.First(other => other.Name == condition.Parameter).Written(condition.Value));

    static double Uniform(ulong key, ulong place) => (CounterRandom.Bits(key, place) >> 11) * (1.0 / (1ul << 53));
}
