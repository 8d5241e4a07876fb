using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class OptimizerTests
{
    const int Steps = 5;
    const float Rate = 0.01f, Beta1 = 0.9f, Beta2 = 0.999f, Rho = 0.9f, Epsilon = 1e-7f;

    /// <summary>The tensors of one update, guarded.</summary>
    ref struct Tensors
    {
        public Span<float> Weights;
        public Span<float> Gradients;
        public Span<float> First;
        public Span<float> Second;
        public Span<float> Third;
    }

    delegate void Update(KernelFactory factory, Tensors tensors, int t);

    /// <summary>An optimizer with its twin.</summary>
    sealed record Case(string Name, int States, Update Update, Action<OptimizerReference, double> Reference);

    static readonly Case[] Cases =
    [
        new("SGD", 0, (f, x, t) => f.SgdUpdate(x.Weights, x.Gradients, x.First, new(Rate, 0, false)), (r, g) => r.Sgd(g, Rate, 0, false)),
        new("momentum", 1, (f, x, t) => f.SgdUpdate(x.Weights, x.Gradients, x.First, new(Rate, Beta1, false)), (r, g) => r.Sgd(g, Rate, Beta1, false)),
        new("Nesterov", 1, (f, x, t) => f.SgdUpdate(x.Weights, x.Gradients, x.First, new(Rate, Beta1, true)), (r, g) => r.Sgd(g, Rate, Beta1, true)),
        new("SGD with decay", 0, (f, x, t) => f.SgdUpdate(x.Weights, x.Gradients, x.First, new(Rate, 0, false, Rate * 0.1f)),
            (r, g) => r.DecayedSgd(g, Rate, 0, false, 0.1f, false)),
        new("momentum with decay", 1, (f, x, t) => f.SgdUpdate(x.Weights, x.Gradients, x.First, new(Rate, Beta1, false, Rate * 0.1f)),
            (r, g) => r.DecayedSgd(g, Rate, Beta1, false, 0.1f, false)),
        new("Nesterov with coupled decay", 1, (f, x, t) => f.SgdUpdate(x.Weights, x.Gradients, x.First, new(Rate, Beta1, true, 0, 0.1f)),
            (r, g) => r.DecayedSgd(g, Rate, Beta1, true, 0.1f, true)),
        new("RMSprop", 1, (f, x, t) => f.RmsPropUpdate(x.Weights, x.Gradients, x.First, default, default, new(Rate, Rho, 0, Epsilon)),
            (r, g) => r.RmsProp(g, Rate, Rho, 0, Epsilon, false)),
        new("centered RMSprop", 2, (f, x, t) => f.RmsPropUpdate(x.Weights, x.Gradients, x.First, default, x.Second, new(Rate, Rho, 0, Epsilon)),
            (r, g) => r.RmsProp(g, Rate, Rho, 0, Epsilon, true)),
        new("RMSprop with momentum", 2, (f, x, t) => f.RmsPropUpdate(x.Weights, x.Gradients, x.First, x.Second, default, new(Rate, Rho, Beta1, Epsilon)),
            (r, g) => r.RmsProp(g, Rate, Rho, Beta1, Epsilon, false)),
        new("centered RMSprop with momentum", 3, (f, x, t) => f.RmsPropUpdate(x.Weights, x.Gradients, x.First, x.Second, x.Third, new(Rate, Rho, Beta1, Epsilon)),
            (r, g) => r.RmsProp(g, Rate, Rho, Beta1, Epsilon, true)),
        new("Adam", 2, (f, x, t) => f.AdamUpdate(x.Weights, x.Gradients, x.First, x.Second, Adam(t, 0)), (r, g) => r.Adam(g, Rate, Beta1, Beta2, Epsilon, 0)),
        new("AdamW", 2, (f, x, t) => f.AdamUpdate(x.Weights, x.Gradients, x.First, x.Second, Adam(t, 0.1f)),
            (r, g) => r.Adam(g, Rate, Beta1, Beta2, Epsilon, 0.1f)),
        new("Adamax", 2, (f, x, t) => f.AdamaxUpdate(x.Weights, x.Gradients, x.First, x.Second, new((float)(Rate / (1 - Math.Pow(Beta1, t))), Beta1, Beta2, Epsilon)),
            (r, g) => r.Adamax(g, Rate, Beta1, Beta2, Epsilon)),
        new("Nadam", 2, (f, x, t) => f.NadamUpdate(x.Weights, x.Gradients, x.First, x.Second, Nadam(t)), (r, g) => r.Nadam(g, Rate, Beta1, Beta2, Epsilon)),
        new("Adadelta", 2, (f, x, t) => f.AdadeltaUpdate(x.Weights, x.Gradients, x.First, x.Second, new(1, Rho, Epsilon)),
            (r, g) => r.Adadelta(g, 1, Rho, Epsilon)),
        new("average", 0, (f, x, t) => f.AverageUpdate(x.Weights, x.Gradients, 0.3f), (r, g) => r.Average(g, 0.3f)),
    ];

    /// <summary>A weight of 0.5 after gradients of 0.1, -0.2 and 0.3, worked out by hand from the formulas, at 30 digits.</summary>
    static readonly Dictionary<string, double[]> ByHand = new()
    {
        ["SGD"] = [0.499, 0.501, 0.498],
        ["momentum"] = [0.499, 0.5001, 0.49809],
        ["Nesterov"] = [0.4981, 0.50109, 0.496281],
        ["SGD with decay"] = [0.4985, 0.5000015, 0.4965014985],
        ["momentum with decay"] = [0.4985, 0.4991015, 0.4965923985],
        ["Nesterov with coupled decay"] = [0.49715, 0.498790415, 0.4922665217115],
        ["RMSprop"] = [0.468377323398, 0.496948711153, 0.471042345517],
        ["centered RMSprop"] = [0.466666777777, 0.495597605035, 0.469291947248],
        ["RMSprop with momentum"] = [0.468378804419, 0.468490865426, 0.442685428918],
        ["centered RMSprop with momentum"] = [0.466668518364, 0.465600751316, 0.438334181248],
        ["Adam"] = [0.490000316218, 0.493661299709, 0.490228917921],
        ["AdamW"] = [0.489500316218, 0.492671799393, 0.488746745805],
        ["Adamax"] = [0.49000001, 0.492894745395, 0.490422421496],
        ["Nadam"] = [0.489435492781, 0.498501061975, 0.489665399008],
        ["Adadelta"] = [0.499000049996, 0.500277758147, 0.498738033212],
        ["average"] = [0.38, 0.206, 0.2342],
    };

    [Theory, AvailableKernelSets]
    public void Update_ThreeSteps_AsWorkedOutByHand(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        float[] gradients = [0.1f, -0.2f, 0.3f];
        foreach (Case each in Cases)
        {
            using var guarded = new GuardedTensors();
            Tensors x = Allocate(guarded, each.States, [.. Enumerable.Repeat(0.5f, 17)]);
            for (int t = 1; t <= gradients.Length; t++)
            {
                x.Gradients.Fill(gradients[t - 1]);
                each.Update(factory, x, t);
                new Tolerance(t + 2).Check([.. Enumerable.Repeat(ByHand[each.Name][t - 1], 17)], x.Weights, $"{each.Name}, step {t}", 0.5);
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Update_SeveralStepsOfEveryLength_MatchDoublePrecision(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (Case each in Cases)
        {
            foreach (int length in TestValues.Lengths)
            {
                using var guarded = new GuardedTensors();
                Tensors x = Allocate(guarded, each.States, TestValues.Uniform(length, 1, -0.02f, 0.02f));
                OptimizerReference[] twins = [.. x.Weights.ToArray().Select(weight => new OptimizerReference(weight))];
                for (int t = 1; t <= Steps; t++)
                {
                    TestValues.Uniform(length, (ulong)(10 * t), -1, 1).CopyTo(x.Gradients);
                    each.Update(factory, x, t);
                    for (int i = 0; i < length; i++)
                    {
                        each.Reference(twins[i], x.Gradients[i]);
                    }
                }

                // Weights and steps are of this size, and a step is rounded a few times; the difference of centered variances
                // magnifies that.
                new Tolerance(4 * Steps).Check([.. twins.Select(twin => twin.Weight)], x.Weights, $"{each.Name}, length {length}", 0.05);
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void Update_InPieces_SameBits(string set)
    {
        const int Length = 200;
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (Case each in Cases)
        {
            using var guarded = new GuardedTensors();
            Tensors whole = Allocate(guarded, each.States, TestValues.Uniform(Length, 1)), pieces = Allocate(guarded, each.States, TestValues.Uniform(Length, 1));
            for (int t = 1; t <= Steps; t++)
            {
                TestValues.Uniform(Length, (ulong)t, -1, 1).CopyTo(whole.Gradients);
                whole.Gradients.CopyTo(pieces.Gradients);
                each.Update(factory, whole, t);
                for (int start = 0, piece = 1; start < Length; start += piece, piece += 6)
                {
                    each.Update(factory, Slice(pieces, start, Math.Min(start + piece, Length)), t);
                }
            }

            Tolerance.CheckSameBits(whole.Weights, pieces.Weights, each.Name);
            Tolerance.CheckSameBits(whole.First, pieces.First, each.Name);
            Tolerance.CheckSameBits(whole.Second, pieces.Second, each.Name);
            Tolerance.CheckSameBits(whole.Third, pieces.Third, each.Name);
        }
    }

    [Theory, AvailableKernelSets]
    public void Update_ConstantGradient_KeepsCenteredVarianceAtZero(string set)
    {
        // r - m² is 0 in the limit and must not round to below it.
        KernelFactory factory = AvailableKernelSets.Factory(set);
        float[] weights = new float[40], gradients = TestValues.Uniform(40, 1), square = new float[40], mean = new float[40];
        for (int t = 0; t < 500; t++)
        {
            factory.RmsPropUpdate(weights, gradients, square, default, mean, new(1e-9f, Rho, 0, Epsilon));
        }

        Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
    }

    [Theory, AvailableKernelSets]
    public void Update_GradientsOfZeroNaNAndInfinity_ReachTheirWeightsOnly(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        // An average goes to a weight of 0, and decay makes weights smaller.
        foreach (Case each in Cases.Where(each => each.Name is not ("AdamW" or "average") && !each.Name.Contains("decay", StringComparison.Ordinal)))
        {
            using var guarded = new GuardedTensors();
            Tensors x = Allocate(guarded, each.States, [.. Enumerable.Repeat(1f, 37)]);
            x.Gradients.Clear();
            (x.Gradients[3], x.Gradients[35]) = (float.NaN, float.PositiveInfinity);
            each.Update(factory, x, 1);
            for (int i = 0; i < x.Weights.Length; i++)
            {
                Assert.True(i is 3 or 35 ? !float.IsFinite(x.Weights[i]) : x.Weights[i] == 1, $"{each.Name}, weight {i}: {x.Weights[i]}");
            }
        }
    }

    [Fact]
    public void Update_StateOfAnotherLength_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            KernelFactory.For(KernelSet.Scalar).AdamUpdate(new float[3], new float[3], new float[3], new float[2], Adam(1, 0)));
        Assert.StartsWith("received 2 floats; expected 3.", error.Message, StringComparison.Ordinal);
    }

    static AdamStep Adam(int t, float decay) =>
        new((float)(Rate * Math.Sqrt(1 - Math.Pow(Beta2, t)) / (1 - Math.Pow(Beta1, t))), Beta1, Beta2, Epsilon, (float)((double)Rate * decay));

    static NadamStep Nadam(int t)
    {
        double U(int step) => Beta1 * (1 - 0.5 * Math.Pow(0.96, 0.004 * step));
        double product = Enumerable.Range(1, t).Aggregate(1.0, (p, step) => p * U(step));
        return new(
            Rate, Beta1, Beta2, Epsilon, (float)((1 - U(t)) / (1 - product)), (float)(U(t + 1) / (1 - product * U(t + 1))), (float)(1 / (1 - Math.Pow(Beta2, t))));
    }

    static Tensors Allocate(GuardedTensors guarded, int states, float[] weights) => new()
    {
        Weights = guarded.Floats(weights),
        Gradients = guarded.Floats(new float[weights.Length]),
        First = guarded.Floats(new float[states > 0 ? weights.Length : 0]),
        Second = guarded.Floats(new float[states > 1 ? weights.Length : 0]),
        Third = guarded.Floats(new float[states > 2 ? weights.Length : 0]),
    };

    static Tensors Slice(Tensors x, int start, int end)
    {
        static Span<float> Part(Span<float> span, int start, int end) => span.IsEmpty ? span : span[start..end];
        return new()
        {
            Weights = x.Weights[start..end],
            Gradients = x.Gradients[start..end],
            First = Part(x.First, start, end),
            Second = Part(x.Second, start, end),
            Third = Part(x.Third, start, end),
        };
    }
}
