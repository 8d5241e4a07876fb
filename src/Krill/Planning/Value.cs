using Krill.Kernels;

namespace Krill.Planning;

/// <summary>A tensor of a plan: a storage, and where in the plan it is written and read, from which its place in memory follows.</summary>
internal sealed class Value
{
    public Value(string name, StorageKind kind, int length)
    {
        Name = name;
        Storage = new Storage(kind, length);
    }

    Value(string name, Storage storage)
    {
        Name = name;
        Storage = storage;
        IsExternal = true;
    }

    /// <summary>A value within one stage alone, of which it is unpacked anew.</summary>
    Value(Value whole, int stage)
    {
        Name = whole.Name;
        Storage = whole.Storage.OfStage(stage);
    }

    public string Name { get; }

    /// <summary>Whether bfloat16 may keep it rounded (<see cref="PackedValues"/>): not images, nor what holds something else than numbers in the memory of floats.</summary>
    public bool MayBeRounded { get; init; } = true;

    /// <summary>Whether it holds two numbers in each float: see <see cref="PackedValues"/>.</summary>
    public bool IsPacked { get; init; }

    public Storage Storage { get; }

    /// <summary>Floats in all for a shared value, floats an image for a batched one.</summary>
    public int Length => Storage.Length;

    public bool IsShared => Storage.Kind == StorageKind.Shared;

    /// <summary>Whether its memory belongs to somebody else (weights, a batch's images), or is read after the step.</summary>
    public bool IsExternal { get; init; }

    /// <summary>The scheduled instructions that write or read it, in order.</summary>
    public List<Instruction> Uses { get; } = [];

    /// <summary>This value within one stage: its memory there, which the kernels of that stage find by <see cref="Storage"/>.</summary>
    public Value OfStage(int stage) => new(this, stage);

    /// <summary>The value of a parameter, in the parameter's own memory.</summary>
    public static Value Of(Layers.Parameter parameter) => new(parameter.FullName, parameter.Storage);

    public override string ToString() => $"{Name} [{Length}{(IsShared ? "" : " an image")}]";
}
