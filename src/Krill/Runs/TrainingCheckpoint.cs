using System.Globalization;
using Krill.Callbacks;
using Krill.Data;
using Krill.Kernels;
using Krill.Optimizers;
using Krill.Planning;
using Krill.Weights;

namespace Krill.Runs;

/// <summary>
/// All that a training needs to go on behind an epoch, in one safetensors file, so that it is of one moment: weights, optimizer, the states of the callbacks,
/// the history, and the settings that its bits depend on. Random numbers need no state: they are a function of seed, step and element.
/// </summary>
/// <remarks>
/// Weights that callbacks remember are mostly the same ones, or those at hand, or those that lie in another file already: each is written once. Tensors are
/// named <c>weights/…</c>, <c>optimizer/…</c>, <c>snapshots/N</c> and <c>values/…</c>; all else is metadata.
/// </remarks>
internal static class TrainingCheckpoint
{
    const string Weights = "weights/";
    const string Slots = "optimizer/";
    const string Snapshots = "snapshots/";
    const string Values = "values/";
    const string Numbers = "number ";
    const string Places = "place ";
    const string AtHand = "weights";
    const string Elsewhere = "elsewhere";
    const string Cure = "Go on as the training began, or train anew in another folder.";

    /// <summary>Writes what the training is now, after all callbacks had their OnEpochEnd.</summary>
    /// <param name="path">The file, which is replaced at once or not at all.</param>
    /// <param name="context">The training.</param>
    /// <param name="elsewhere">Weights that lie in a file of their own; null for none.</param>
    public static void Save(string path, TrainingContext context, ParameterSnapshot? elsewhere)
    {
        Model model = context.Model;
        OptimizerState optimizer = model.StateOf(context.Optimizer);
        SavedItems items = Ask(path, context);
        var metadata = new Dictionary<string, string>(OptimizerStateFile.Metadata(optimizer).Concat(context.Settings))
        {
            ["epoch"] = Text(context.EpochsDone),
            ["epochs_before"] = Text(context.EpochsBefore),
            ["is_stopping"] = Text(context.IsStopping),
            ["kernels"] = KernelsOf(model),
            ["history"] = string.Join('\n', context.History.Select(logs => HistoryCsv.Row(logs))),
        };
        foreach ((string name, double number) in items.Numbers)
        {
            metadata[Numbers + name] = number.ToString("R", CultureInfo.InvariantCulture);
        }

        var snapshots = new List<ParameterSnapshot>();
        foreach ((string name, ParameterSnapshot weights) in items.Weights)
        {
            metadata[Places + name] = PlaceOf(weights, elsewhere, snapshots);
        }

        SafetensorsWriter.Write(
            path,
            [
                .. model.WeightNames().Select(weight => new TensorSource(Weights + weight.Name, weight.Parameter.Shape, () => weight.Parameter.Values)),
                .. OptimizerStateFile.Tensors(optimizer).Select(tensor => tensor with { Name = Slots + tensor.Name }),
                .. snapshots.Select((weights, i) => new TensorSource($"{Snapshots}{i}", new Shape(model.ParameterCount), () => weights.Values)),
                .. items.Values.Select(item => new TensorSource(Values + item.Key, new Shape(item.Value.Length), () => item.Value)),
            ],
            metadata);
    }

    /// <summary>Makes a training, whose callbacks had their OnTrainBegin, what it was when the file was written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">The training.</param>
    /// <param name="elsewhere">The file of the weights that lay elsewhere.</param>
    /// <exception cref="DataException">A file is torn, or the training is another one.</exception>
    public static void Restore(string path, TrainingContext context, string elsewhere)
    {
        SafetensorsFile file = SafetensorsReader.Read(path);
        Model model = context.Model;
        RequireSame(file, context);
        OptimizerStateFile.Load(model.StateOf(context.Optimizer), file.Part(Slots));
        model.LoadWeights(file.Part(Weights));
        context.GoOn(NumberOf<int>(file, "epoch"), NumberOf<int>(file, "epochs_before"), HistoryOf(file), Of(file, "is_stopping") == Text(true));
        Answer(ItemsOf(file, model, elsewhere), context);
        string kernels = KernelsOf(model);
        context.Report($"goes on after epoch {context.EpochsDone} of {context.Epochs}.");
        if (Of(file, "kernels") != kernels)
        {
            context.Report(
                $"the training began with {Of(file, "kernels")} kernels and goes on with {kernels}: its last bits will be others than if it had not stopped. "
                + $"Set {KernelSets.Variable}={Of(file, "kernels")} where the processor has them.",
                isWarning: true);
        }
    }

    /// <summary>Puts the weights of the moment into a model.</summary>
    /// <exception cref="DataException">The file is torn, or of another model.</exception>
    public static void LoadWeights(string path, Model model) => model.LoadWeights(SafetensorsReader.Read(path).Part(Weights));

    static SavedItems Ask(string path, TrainingContext context)
    {
        var items = new SavedItems(path);
        context.Optimizer.SaveState(new SavedState(items, "optimizer/"));
        for (int i = 0; i < context.Callbacks.Count; i++)
        {
            context.Callbacks[i].SaveState(StateOf(items, context, i));
        }

        return items;
    }

    static void Answer(SavedItems items, TrainingContext context)
    {
        context.Optimizer.LoadState(new SavedState(items, "optimizer/"));
        for (int i = 0; i < context.Callbacks.Count; i++)
        {
            context.Callbacks[i].LoadState(StateOf(items, context, i), context);
        }
    }

    static SavedState StateOf(SavedItems items, TrainingContext context, int callback) =>
        new(items, $"callbacks/{callback}/{context.Callbacks[callback].GetType().Name}/");

    static string PlaceOf(ParameterSnapshot weights, ParameterSnapshot? elsewhere, List<ParameterSnapshot> snapshots)
    {
        if (weights.IsAtHand())
        {
            return AtHand;
        }

        if (elsewhere is not null && weights.Is(elsewhere))
        {
            return Elsewhere;
        }

        int known = snapshots.FindIndex(weights.Is);
        if (known < 0)
        {
            known = snapshots.Count;
            snapshots.Add(weights);
        }

        return Snapshots + Text(known);
    }

    static SavedItems ItemsOf(SafetensorsFile file, Model model, string elsewhere)
    {
        var items = new SavedItems(file.Path);
        foreach ((string name, StoredTensor tensor) in file.Part(Values).Tensors)
        {
            items.Values[name] = tensor.Values;
        }

        foreach ((string key, string text) in file.Metadata)
        {
            if (key.StartsWith(Numbers, StringComparison.Ordinal))
            {
                items.Numbers[key[Numbers.Length..]] = NumberOf<double>(file, key);
            }
            else if (key.StartsWith(Places, StringComparison.Ordinal))
            {
                items.Weights[key[Places.Length..]] = WeightsAt(text, file, model, elsewhere);
            }
        }

        return items;
    }

    static ParameterSnapshot WeightsAt(string place, SafetensorsFile file, Model model, string elsewhere)
    {
        var weights = new ParameterSnapshot(model);
        if (place == Elsewhere)
        {
            weights.Load(elsewhere);
        }
        else if (place == AtHand)
        {
            weights.Take();
        }
        else if (file.Tensors.TryGetValue(place, out StoredTensor? tensor) && tensor.Values.Length == model.ParameterCount)
        {
            tensor.Values.CopyTo(weights.Values);
        }
        else
        {
            throw new DataException(file.Path, $"no {place} of {model.ParameterCount} numbers", "the weights that a callback remembers", Cure);
        }

        return weights;
    }

    static IEnumerable<EpochLogs> HistoryOf(SafetensorsFile file)
    {
        foreach (string row in Of(file, "history").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return HistoryCsv.TryParse(row, out EpochLogs logs)
                ? logs
                : throw new DataException(file.Path, $"\"{row}\" in the history", "the figures of an epoch", Cure);
        }
    }

    /// <summary>All differences at once.</summary>
    static void RequireSame(SafetensorsFile file, TrainingContext context)
    {
        KeyValuePair<string, string>[] wanted = [.. context.Settings, new("compiled_learning_rate", Text(context.Optimizer.CompiledLearningRate))];
        KeyValuePair<string, string>[] others = [.. wanted.Where(setting => Of(file, setting.Key) != setting.Value)];
        if (others.Length > 0)
        {
            throw new DataException(
                file.Path,
                $"a training to go on with {string.Join(", ", others.Select(setting => $"{setting.Key} {setting.Value}"))}",
                string.Join(", ", others.Select(setting => $"{setting.Key} {Of(file, setting.Key)}")),
                Cure);
        }
    }

    static string Of(SafetensorsFile file, string key) => file.Metadata.TryGetValue(key, out string? text)
        ? text
        : throw new DataException(file.Path, $"a file without \"{key}\"", "what Krill writes to go on from", "Another version of Krill wrote it, or it was changed: train anew.");

    static T NumberOf<T>(SafetensorsFile file, string key)
        where T : IParsable<T> => T.TryParse(Of(file, key), CultureInfo.InvariantCulture, out T? number)
        ? number
        : throw new DataException(file.Path, $"\"{key}\" \"{Of(file, key)}\"", "a number", "The file was changed or is damaged: train anew in another folder.");

    static string KernelsOf(Model model) => KernelSets.Name(Executor.SetFor(model.Precision));

    static string Text<T>(T value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
