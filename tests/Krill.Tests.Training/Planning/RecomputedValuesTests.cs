using Krill.Kernels;
using Krill.Planning;

namespace Krill.Tests.Training.Planning;

/// <summary>What is cheap is computed again where it is read, if all that it needs is there; on plans by hand, whose kernels are never run, and on a network.</summary>
public sealed class RecomputedValuesTests
{
    const int Length = 8;

    readonly List<Instruction> _instructions = [];
    readonly Value _images = new("images", StorageKind.Batched, Length) { IsExternal = true };
    readonly Value _output = new("output", StorageKind.Batched, Length);
    readonly Value _sums = new("sums", StorageKind.Shared, Length);
    readonly Value _total = new("total", StorageKind.Shared, Length);

    [Fact]
    public void Find_OperandThatIsKept_ComputesAgainInTheLaterStage()
    {
        Value kept = Image("kept"), cheap = Image("cheap");
        Batch([_images], kept);
        Batch([kept], cheap, isCheap: true);
        Sum(cheap);
        Batch([cheap, kept, _total], _output);

        IReadOnlyList<Instruction> found = Find();

        Assert.Equal("kept | cheap | sums | total | cheap | output", Written(found));
        Assert.Equal([0, 0, 0, 1, 2, 2], found.Select(instruction => instruction.Stage));
        Assert.Same(found[1].BatchKernel, found[4].BatchKernel);
        Value[] both = [found[1].Writes[0], found[4].Writes[0]];
        Assert.Distinct(both);
        Assert.Equal([both[0]], found[2].Reads);
        Assert.Equal([both[1], kept, _total], found[5].Reads);
        Assert.All(both, value => Assert.Single(value.Uses.Select(use => use.Stage).Distinct()));
    }

    [Fact]
    public void Find_ValueThatOnlyALaterStageReads_ComputesItThereAlone()
    {
        Value kept = Image("kept"), cheap = Image("cheap");
        Batch([_images], kept);
        Batch([kept], cheap, isCheap: true);
        Sum(kept);
        Batch([cheap, kept, _total], _output);

        IReadOnlyList<Instruction> found = Find();

        Assert.Equal("kept | sums | total | cheap | output", Written(found));
        Assert.Equal([0, 0, 1, 2, 2], found.Select(instruction => instruction.Stage));
    }

    [Fact]
    public void Find_ChainOfCheapValues_ComputesAllOfIt()
    {
        Value kept = Image("kept"), first = Image("first"), second = Image("second");
        Batch([_images], kept);
        Batch([kept], first, isCheap: true);
        Batch([first, kept], second, isCheap: true);
        Sum(second);
        Batch([second, kept, _total], _output);

        Assert.Equal("kept | first | second | sums | total | first | second | output", Written(Find()));
    }

    [Fact]
    public void Find_OperandThatNobodyKeeps_KeepsTheValue()
    {
        Value once = Image("once"), cheap = Image("cheap");
        Batch([_images], once);
        Batch([once], cheap, isCheap: true);
        Sum(cheap);
        Batch([cheap, _total], _output);

        Assert.Equal("once | cheap | sums | total | output", Written(Find()));
    }

    [Fact]
    public void Find_OperandThatHasChanged_KeepsTheValue()
    {
        Value kept = Image("kept"), cheap = Image("cheap"), weights = new("weights", StorageKind.Shared, Length) { IsExternal = true };
        Batch([_images], kept);
        Batch([kept, weights], cheap, isCheap: true);
        Sum(cheap);
        Add(new Instruction { TaskKernel = new CopySliceKernel(_sums.Storage, 0, _total.Storage), Reads = [_sums], Writes = [weights] });
        Batch([cheap, kept, _total], _output);

        Assert.Equal("kept | cheap | sums | total | weights | output", Written(Find()));
    }

    [Fact]
    public void Find_OperandThatChangesAfterwards_ComputesAgain()
    {
        Value kept = Image("kept"), cheap = Image("cheap"), weights = new("weights", StorageKind.Shared, Length) { IsExternal = true };
        Batch([_images], kept);
        Batch([kept, weights], cheap, isCheap: true);
        Sum(cheap);
        Batch([cheap, kept, _total], _output);
        Value last = new("last", StorageKind.Shared, Length);
        Batch([_output], last);
        Add(new Instruction { TaskKernel = new CopySliceKernel(_sums.Storage, 0, _total.Storage), Reads = [last], Writes = [weights] });

        Assert.Equal("kept | cheap | sums | total | cheap | output | last | weights", Written(Find()));
    }

    [Fact]
    public void Find_ValueThatATaskReads_IsKept()
    {
        Value kept = Image("kept"), cheap = Image("cheap");
        Batch([_images], kept);
        Batch([kept], cheap, isCheap: true);
        Add(new Instruction { TaskKernel = new CopySliceKernel(_sums.Storage, 0, _total.Storage), Reads = [cheap], Writes = [_total] });
        Batch([cheap, kept, _total], _output);

        Assert.Equal("kept | cheap | total | output", Written(Find()));
    }

    [Fact]
    public void Find_ValueThatIsNotCheap_IsKept()
    {
        Value kept = Image("kept"), dear = Image("dear");
        Batch([_images], kept);
        Batch([kept], dear);
        Sum(dear);
        Batch([dear, kept, _total], _output);

        Assert.Equal("kept | dear | sums | total | output", Written(Find()));
    }

    // They had waited for the backward pass beside the convolutions' outputs, which they follow from. A task that goes over the whole batch needs them kept.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plan_ResNet9_KeepsNoOutputOfANormalization(bool isBfloat16)
    {
        Plan plan = isBfloat16 ? Plans.InBfloat16("resnet9", 50) : Plans.For("resnet9", 50).ElementAt(2);
        string[] waiting = [.. plan.Memory.Offsets.Select(pair => pair.Value).Where(value => value.Uses.TrueForAll(use => use.IsBatch)).Select(value => value.Name)];

        Assert.DoesNotContain("BatchNormalization", waiting);
        Assert.DoesNotContain("BatchNormalization packed", waiting);
        Assert.Contains(isBfloat16 ? "Convolution packed" : "Convolution", waiting);
    }

    // A normalization's input waits for its gradient, and its output follows from it; a convolution's output would wait for the places alone.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_PlacesOfMaxima_WaitOnlyWhereTheInputDoesNot(bool isNormalized)
    {
        Symbol image = Symbol.Input(8, 8, 3);
        Symbol features = image.Conv2D(16, 3);
        var model = new Model(image, (isNormalized ? features.BatchNormalization() : features).MaxPooling2D(2).BatchNormalization().Flatten().Dense(10).Softmax());

        Plan plan = Plans.Training(model, batch: 50);

        Assert.Equal(isNormalized ? [] : ["MaxPool places"], plan.Memory.Offsets.Select(pair => pair.Value.Name).Where(name => name == "MaxPool places"));
        Assert.Single(plan.Instructions, instruction => instruction.Writes.Any(value => value.Name == "MaxPool places"));
    }

    static Value Image(string name) => new(name, StorageKind.Batched, Length);

    static string Written(IReadOnlyList<Instruction> instructions) => string.Join(" | ", instructions.Select(instruction => instruction.Writes[0].Name));

    void Batch(Value[] reads, Value write, bool isCheap = false) => Add(new Instruction { BatchKernel = new Kernel(isCheap), Reads = reads, Writes = [write] });

    /// <summary>Ends the stage, as a normalization does: what follows needs sums over the batch.</summary>
    void Sum(Value value)
    {
        Batch([value], _sums);
        Add(new Instruction { TaskKernel = new CopySliceKernel(_sums.Storage, 0, _total.Storage), Reads = [_sums], Writes = [_total] });
    }

    void Add(Instruction instruction)
    {
        instruction.Index = _instructions.Count;
        _instructions.Add(instruction);
    }

    IReadOnlyList<Instruction> Find()
    {
        HashSet<Value> wanted = [_output];
        return RecomputedValues.Find(Scheduler.Schedule(_instructions, wanted), wanted);
    }

    sealed class Kernel(bool isCheap) : BatchKernel
    {
        public override bool IsCheap => isCheap;

        public override void Run(in Work work) => throw new NotSupportedException();
    }
}
