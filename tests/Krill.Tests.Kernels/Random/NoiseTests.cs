using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class NoiseTests
{
    const int Images = 5;
    const int Operation = 7;

    static readonly StepState State = new() { Seed = 0x123456789ABCDEF0, Step = 0x100000003 };

    /// <summary>A noise kernel with its twin: (x, image, element) to the expected float.</summary>
    sealed record Case(string Name, Func<KernelFactory, StepState, int, Storage, Storage, BatchKernel> Make, Func<float, int, int, double> Reference);

    static readonly Case[] Cases =
    [
        new("dropout", (f, state, operation, x, y) => f.Dropout(0.3f, state, operation, x, y),
            (x, image, element) => ThreefryReference.Uniform(Word(image, element)) >= 0.3f ? x * (float)(1 / (1 - (double)0.3f)) : 0),
        new("noise", (f, state, operation, x, y) => f.GaussianNoise(0.5f, state, operation, x, y),
            (x, image, element) => x + 0.5 * Normal(RandomPurpose.GaussianNoise, image, element)),
        new("gaussian dropout", (f, state, operation, x, y) => f.GaussianDropout(0.2f, state, operation, x, y),
            (x, image, element) => x * (1 + 0.5 * Normal(RandomPurpose.GaussianDropout, image, element))),
    ];

    [Theory, AvailableKernelSets]
    public void Noise_EveryLength_MatchesDoublePrecision(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (Case each in Cases)
        {
            foreach (int length in TestValues.Lengths)
            {
                using var tensors = new GuardedTensors();
                float[] x = TestValues.Uniform(Images * length, 1);
                Storage input = tensors.Batched(Images, x), output = tensors.Output(Images, length);
                KernelRunner.Run(each.Make(factory, State, Operation, input, output), Images);
                double[] expected = [.. x.Select((value, i) => each.Reference(value, i / length, i % length))];

                // A number of up to 6.6 with an error of 2 last places and of 2e-7 of the circle, times at most 2.
                new Tolerance(8).Check(expected, output.Images(Images), $"{each.Name}, length {length}", 2);
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Noise_AnySplitOrInPlace_SameBits(string set)
    {
        const int Length = 150;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        float[] x = TestValues.Uniform(Images * Length, 1);
        foreach (Case each in Cases)
        {
            using var tensors = new GuardedTensors();
            Storage input = tensors.Batched(Images, x), scalar = tensors.Output(Images, Length);
            KernelRunner.Run(each.Make(KernelFactory.For(KernelSet.Scalar), State, Operation, input, scalar), Images);
            foreach (BatchSplit split in KernelRunner.Splits(Images))
            {
                Storage output = tensors.Output(Images, Length), place = tensors.Batched(Images, x);
                KernelRunner.Run(each.Make(factory, State, Operation, input, output), split);
                KernelRunner.RunOnPool(each.Make(factory, State, Operation, place, place), split, 2);
                Tolerance.CheckSameBits(scalar.Images(Images), output.Images(Images), $"{each.Name} against scalar, {split}");
                Tolerance.CheckSameBits(scalar.Images(Images), place.Images(Images), $"{each.Name} in place, {split}");
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Dropout_OnGradients_HasTheMaskOfTheForwardPass(string set)
    {
        const int Length = 1000;
        using var tensors = new GuardedTensors();
        KernelFactory factory = AvailableKernelSets.Factory(set);
        float[] special = TestValues.Special.ToArray();
        Storage x = tensors.Batched(1, TestValues.Uniform(Length, 1, 1, 2)), y = tensors.Output(1, Length);
        Storage dy = tensors.Batched(1, [.. Enumerable.Range(0, Length).Select(i => special[i % special.Length])]), dx = tensors.Output(1, Length);
        KernelRunner.Run(factory.Dropout(0.5f, State, Operation, x, y), 1);
        KernelRunner.Run(factory.Dropout(0.5f, State, Operation, dy, dx), 1);
        for (int i = 0; i < Length; i++)
        {
            // The mask as the forward pass shows it; where it is set, even NaN and infinity are stopped.
            double expected = y.Images(1)[i] == 0 ? 0 : 2 * dy.Images(1)[i];
            Assert.True(Tolerance.Exact.Accepts((float)expected, dx.Images(1)[i]), $"element {i}");
        }
    }

    [Fact]
    public void Dropout_ExtremeRates_KeepAllOrNearlyNone()
    {
        Assert.DoesNotContain(0f, Run((f, x, y) => f.Dropout(0, State, 0, x, y), 10000));
        Assert.InRange(Run((f, x, y) => f.Dropout(0.999f, State, 0, x, y), 100000).Count(y => y != 0), 50, 150);
    }

    [Fact]
    public void Normals_AMillion_HaveTheNormalDistribution()
    {
        const int Count = 1 << 20;
        float[] z = Run((f, x, y) => f.GaussianNoise(1, State, 3, x, y), Count, value: 0);
        double mean = z.Average(x => (double)x);
        double Moment(int power) => z.Average(x => Math.Pow(x, power));

        // Five standard errors each: of the mean 1/√n, of the variance √(2/n), of the third and fourth moments √(15/n) and √(96/n).
        double unit = 5 / Math.Sqrt(Count);
        Assert.InRange(mean, -unit, unit);
        Assert.InRange(Moment(2) - 1, -unit * Math.Sqrt(2), unit * Math.Sqrt(2));
        Assert.InRange(Moment(3), -unit * Math.Sqrt(15), unit * Math.Sqrt(15));
        Assert.InRange(Moment(4) - 3, -unit * Math.Sqrt(96), unit * Math.Sqrt(96));

        // Kolmogorov and Smirnov: a true sample exceeds 1.95 once in a thousand.
        Array.Sort(z);
        double distance = 0;
        for (int i = 0; i < Count; i += 16)
        {
            distance = Math.Max(distance, Math.Abs(NormalReference.Distribution(z[i]) - (double)i / Count));
        }

        Assert.InRange(distance * Math.Sqrt(Count), 0, 1.95);
    }

    [Fact]
    public void Dropout_AMillion_DropsItsShare()
    {
        const int Count = 1 << 20;
        int dropped = Run((f, x, y) => f.Dropout(0.3f, State, 3, x, y), Count).Count(y => y == 0);
        double error = 5 * Math.Sqrt(0.3 * 0.7 * Count);
        Assert.InRange(dropped, 0.3 * Count - error, 0.3 * Count + error);
    }

    [Fact]
    public void Numbers_AnyPartOfTheKeyChanged_AreUncorrelated()
    {
        const int Count = 1 << 16;
        float[] Draw(ulong seed, ulong step, int operation) =>
            Run((f, x, y) => f.GaussianNoise(1, new StepState { Seed = seed, Step = step }, operation, x, y), Count, value: 0);

        float[][] streams =
        [
            Draw(1, 1, 1), Draw(2, 1, 1), Draw(1 + (1UL << 32), 1, 1), Draw(1, 2, 1), Draw(1, 1 + (1UL << 32), 1), Draw(1, 1, 2),
            Run((f, x, y) => f.GaussianDropout(0.5f, new StepState { Seed = 1, Step = 1 }, 1, x, y), Count, value: 1),
        ];
        for (int i = 0; i < streams.Length; i++)
        {
            for (int j = i + 1; j < streams.Length; j++)
            {
                double correlation = streams[i].Zip(streams[j], (a, b) => (double)a * b).Average();
                Assert.True(Math.Abs(correlation) < 5 * 1.5 / Math.Sqrt(Count), $"streams {i} and {j}: {correlation}");
            }

            // Neighbours, partners of a pair, groups: lags within one stream.
            foreach (int lag in (int[])[1, 16, 32, 64])
            {
                double mean = streams[i].Average(), correlation = streams[i].Zip(streams[i].Skip(lag), (a, b) => (a - mean) * (b - mean)).Average();
                Assert.True(Math.Abs(correlation) < 5 / Math.Sqrt(Count), $"stream {i}, lag {lag}: {correlation}");
            }
        }
    }

    static float[] Run(Func<KernelFactory, Storage, Storage, BatchKernel> make, int length, float value = 1)
    {
        using var tensors = new GuardedTensors();
        Storage place = tensors.Batched(1, [.. Enumerable.Repeat(value, length)]);
        KernelRunner.Run(make(KernelFactory.For(KernelSets.Available[^1]), place, place), 1);
        return place.Images(1).ToArray();
    }

    static uint Word(int image, int element)
    {
        (uint first, uint second, bool isSecond) = ThreefryReference.Words(State.Seed, State.Step, Operation, (int)RandomPurpose.Dropout, image, element);
        return isSecond ? second : first;
    }

    static double Normal(RandomPurpose purpose, int image, int element)
    {
        (uint first, uint second, bool isSecond) = ThreefryReference.Words(State.Seed, State.Step, Operation, (int)purpose, image, element);
        return ThreefryReference.Normal(first, second, isSecond);
    }
}
