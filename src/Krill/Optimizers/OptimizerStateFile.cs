using System.Globalization;
using Krill.Data;
using Krill.Kernels;
using Krill.Layers;
using Krill.Weights;

namespace Krill.Optimizers;

/// <summary>
/// The state of an optimizer as part of a safetensors file: a tensor of (slots, length) for each parameter, and the optimizer's type, steps and learning rates
/// as metadata.
/// </summary>
internal static class OptimizerStateFile
{
    const string AveragesInModel = "averages_in_model";

    public static IEnumerable<TensorSource> Tensors(OptimizerState state) =>
        Slots(state).Select(slots => new TensorSource(slots.Name, slots.Shape, () => slots.Memory.Span));

    public static Dictionary<string, string> Metadata(OptimizerState state) => new()
    {
        ["optimizer"] = NameOf(state.Optimizer),
        ["iterations"] = state.Optimizer.Iterations.ToString(CultureInfo.InvariantCulture),
        ["learning_rate"] = state.Optimizer.LearningRate.ToString("R", CultureInfo.InvariantCulture),
        ["compiled_learning_rate"] = state.Optimizer.CompiledLearningRate.ToString("R", CultureInfo.InvariantCulture),
        [AveragesInModel] = state.Averages?.AreInModel == true ? "true" : "false",
    };

    /// <exception cref="DataException">It is not the state of such an optimizer of such a model.</exception>
    public static void Load(OptimizerState state, SafetensorsFile file)
    {
        string type = NameOf(state.Optimizer);
        if (file.Metadata.GetValueOrDefault("optimizer") != type
            || !long.TryParse(file.Metadata.GetValueOrDefault("iterations"), CultureInfo.InvariantCulture, out long iterations)
            || !float.TryParse(file.Metadata.GetValueOrDefault("learning_rate"), CultureInfo.InvariantCulture, out float rate)
            || !float.TryParse(file.Metadata.GetValueOrDefault("compiled_learning_rate"), CultureInfo.InvariantCulture, out float compiledRate))
        {
            throw new DataException(
                file.Path,
                $"the state of {file.Metadata.GetValueOrDefault("optimizer") ?? "no optimizer"}",
                $"that of {type}, with its steps and learning rates",
                "Go on with the optimizer that the training began with.");
        }

        IReadOnlyList<(string Name, Shape Shape, PinnedMemory Memory)> slots = Slots(state);
        WeightFit.Check(file, [.. slots.Select(slot => (slot.Name, slot.Shape))]);
        foreach ((string name, _, PinnedMemory memory) in slots)
        {
            file.Tensors[name].Values.CopyTo(memory.Span);
        }

        state.Optimizer.Iterations = iterations;
        state.Optimizer.LearningRate = rate;
        state.Optimizer.CompiledLearningRate = compiledRate;
        if (state.Averages is { } averages)
        {
            averages.AreInModel = file.Metadata.GetValueOrDefault(AveragesInModel) == "true";
        }
    }

    /// <summary>Parameters are numbered, as parts of a layer may have the same name.</summary>
    static IReadOnlyList<(string Name, Shape Shape, PinnedMemory Memory)> Slots(OptimizerState state)
    {
        var all = new List<(string, Shape, PinnedMemory)>();
        for (int i = 0; i < state.Parameters.Count; i++)
        {
            Parameter parameter = state.Parameters[i];
            int slots = state.OptimizerOf(parameter).Slots;
            if (slots == 0)
            {
                continue;
            }

            all.Add(($"{i}/{parameter.FullName}", new Shape(slots, parameter.Shape.Elements), state.SlotsOf(parameter)));
        }

        IReadOnlyList<(Parameter Parameter, PinnedMemory Values)> averages = state.Averages?.All ?? [];
        all.AddRange(averages.Select((average, i) => ($"{i}/{average.Parameter.FullName}/average", average.Parameter.Shape, average.Values)));
        return all;
    }

    /// <summary>The type, with those that it is made of.</summary>
    static string NameOf(Optimizer optimizer) => optimizer switch
    {
        GroupedOptimizer grouped => $"GroupedOptimizer({string.Join(", ", grouped.Groups.Select(group => NameOf(group.Optimizer)).Prepend(NameOf(grouped.Rest)))})",
        WeightAverage average => $"{average.GetType().Name}({NameOf(average.Inner)})",
        _ => optimizer.GetType().Name,
    };
}
