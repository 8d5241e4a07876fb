using System.Globalization;
using Krill.Data;
using Krill.Kernels;
using Krill.Layers;
using Krill.Weights;

namespace Krill.Optimizers;

/// <summary>
/// The state of an optimizer as a safetensors file: a tensor of (slots, length) for each parameter, and the optimizer's type, steps and learning rate as
/// metadata. With the weights it is all that a training needs to go on bit for bit.
/// </summary>
internal static class OptimizerStateFile
{
    public static void Save(OptimizerState state, string path) => SafetensorsWriter.Write(
        path,
        [.. Slots(state).Select(slots => new TensorSource(slots.Name, slots.Shape, () => slots.Memory.Span))],
        new Dictionary<string, string>
        {
            ["optimizer"] = state.Optimizer.GetType().Name,
            ["iterations"] = state.Optimizer.Iterations.ToString(CultureInfo.InvariantCulture),
            ["learning_rate"] = state.Optimizer.LearningRate.ToString("R", CultureInfo.InvariantCulture),
        });

    /// <exception cref="DataException">It is not there, or is not the state of such an optimizer of such a model.</exception>
    public static void Load(OptimizerState state, string path)
    {
        SafetensorsFile file = SafetensorsReader.Read(path);
        string type = state.Optimizer.GetType().Name;
        if (file.Metadata.GetValueOrDefault("optimizer") != type
            || !long.TryParse(file.Metadata.GetValueOrDefault("iterations"), CultureInfo.InvariantCulture, out long iterations)
            || !float.TryParse(file.Metadata.GetValueOrDefault("learning_rate"), CultureInfo.InvariantCulture, out float rate))
        {
            throw new DataException(
                path,
                $"the state of {file.Metadata.GetValueOrDefault("optimizer") ?? "no optimizer"}",
                $"that of {type}, with its steps and learning rate",
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
    }

    /// <summary>Parameters are numbered, as parts of a layer may have the same name.</summary>
    static IReadOnlyList<(string Name, Shape Shape, PinnedMemory Memory)> Slots(OptimizerState state)
    {
        int slots = state.Optimizer.Slots;
        var all = new List<(string, Shape, PinnedMemory)>();
        for (int i = 0; i < state.Parameters.Count && slots > 0; i++)
        {
            Parameter parameter = state.Parameters[i];
            all.Add(($"{i}/{parameter.FullName}", new Shape(slots, parameter.Shape.Elements), state.SlotsOf(parameter)));
        }

        return all;
    }
}
