using Krill.Optimizers;
using Krill.Weights;

namespace Krill.Tests.Unit.Optimizers;

/// <summary>The state of an optimizer in a file of its own.</summary>
static class OptimizerStates
{
    public static void Save(OptimizerState state, string path) =>
        SafetensorsWriter.Write(path, [.. OptimizerStateFile.Tensors(state)], OptimizerStateFile.Metadata(state));

    public static void Load(OptimizerState state, string path) => OptimizerStateFile.Load(state, SafetensorsReader.Read(path));
}
