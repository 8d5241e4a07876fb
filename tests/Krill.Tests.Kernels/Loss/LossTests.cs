using Krill.Kernels;
using Krill.Testing;

namespace Krill.Tests.Kernels;

public sealed class LossTests
{
    const int Images = 5;

    /// <summary>A loss kernel with its twin.</summary>
    sealed record Case(
        string Name, float Low, float High, Func<KernelFactory, Storage, Storage, LossOutputs, BatchKernel> Make, Func<double[], float[], double> Reference);

    static readonly Case[] Cases =
    [
        new("logits", -5, 5, (f, p, t, o) => f.CrossEntropyFromLogits(0, Images, p, t, o), (p, t) => LossReference.CrossEntropyFromLogits(p, t, 0)),
        new("smoothed logits", -5, 5, (f, p, t, o) => f.CrossEntropyFromLogits(0.1f, Images, p, t, o),
            (p, t) => LossReference.CrossEntropyFromLogits(p, t, 0.1f)),
        new("probabilities", 0.01f, 1, (f, p, t, o) => f.CrossEntropyFromProbabilities(0, Images, p, t, o),
            (p, t) => LossReference.CrossEntropyFromProbabilities(p, t, 0)),
        new("smoothed probabilities", 0.01f, 1, (f, p, t, o) => f.CrossEntropyFromProbabilities(0.2f, Images, p, t, o),
            (p, t) => LossReference.CrossEntropyFromProbabilities(p, t, 0.2f)),
        new("squares", -2, 2, (f, p, t, o) => f.MeanSquaredError(Images, p, t, o), LossReference.MeanSquaredError),
    ];

    [Theory, AvailableKernelSets]
    public void Loss_EveryNumberOfClasses_MatchesDoublePrecision(string set)
    {
        KernelFactory factory = AvailableKernelSets.Factory(set);
        foreach (Case each in Cases)
        {
            foreach (int classes in (int[])[1, 2, 3, 10, 15, 16, 17, 20, 31, 64, 100, 257])
            {
                using var tensors = new GuardedTensors();
                float[] p = TestValues.Uniform(Images * classes, (ulong)classes, each.Low, each.High), t = Targets(classes);
                Storage predictions = tensors.Batched(Images, p), targets = tensors.Batched(Images, t);
                LossOutputs whole = Outputs(tensors, classes);
                KernelRunner.Run(each.Make(factory, predictions, targets, whole), Images);
                for (int image = 0; image < Images; image++)
                {
                    double[] row = [.. p.AsSpan(image * classes, classes).ToArray().Select(value => (double)value)];
                    CheckImage(each, row, t.AsSpan(image * classes, classes).ToArray(), image, whole);
                }

                foreach (BatchSplit split in KernelRunner.Splits(Images))
                {
                    LossOutputs outputs = Outputs(tensors, classes), evaluated = Outputs(tensors, classes) with { Gradient = null };
                    KernelRunner.RunOnPool(each.Make(factory, predictions, targets, outputs), split, 2);
                    KernelRunner.Run(each.Make(factory, predictions, targets, evaluated), split);
                    Tolerance.CheckSameBits(whole.Loss.Images(Images), outputs.Loss.Images(Images), each.Name);
                    Tolerance.CheckSameBits(whole.Loss.Images(Images), evaluated.Loss.Images(Images), each.Name);
                    Tolerance.CheckSameBits(whole.Gradient!.Images(Images), outputs.Gradient!.Images(Images), each.Name);
                }
            }
        }
    }

    [Theory, AvailableKernelSets]
    public void CrossEntropyFromLogits_ExtremeLogits_StaysFinite(string set)
    {
        using var tensors = new GuardedTensors();
        LossOutputs outputs = Outputs(tensors, 3, images: 2);
        Storage logits = tensors.Batched(2, 1e30f, float.NegativeInfinity, -1e30f, 500f, -500f, 0f), targets = tensors.Batched(2, 1f, 0f, 0f, 0f, 1f, 0f);
        KernelRunner.Run(AvailableKernelSets.Factory(set).CrossEntropyFromLogits(0, 1, logits, targets, outputs), 2);
        Assert.Equal([0f, 1000f], outputs.Loss.Images(2).ToArray());
        Assert.Equal([1f, 0f], outputs.Correct.Images(2).ToArray());
        Assert.Equal([0f, 0f, 0f, 1f, -1f, 0f], outputs.Gradient!.Images(2).ToArray());
    }

    [Theory, AvailableKernelSets]
    public void CrossEntropyFromProbabilities_WhereTheClipBinds_HasNoGradientThroughIt(string set)
    {
        // q = (1, 0): both are clipped, so the loss is -log(1e-7) and nothing flows.
        using var tensors = new GuardedTensors();
        LossOutputs outputs = Outputs(tensors, 2, images: 1);
        Storage predictions = tensors.Batched(1, 2f, 0f), targets = tensors.Batched(1, 0f, 1f);
        KernelRunner.Run(AvailableKernelSets.Factory(set).CrossEntropyFromProbabilities(0, 1, predictions, targets, outputs), 1);
        Tolerance.Element().Check([-Math.Log(1e-7f)], outputs.Loss.Images(1), "loss");
        Assert.Equal([0f, 0f], outputs.Gradient!.Images(1).ToArray());
    }

    [Theory, AvailableKernelSets]
    public void Correct_TiesAndNaN_FirstWinsAndNaNLoses(string set)
    {
        using var tensors = new GuardedTensors();
        LossOutputs outputs = Outputs(tensors, 3, images: 4);
        Storage predictions = tensors.Batched(4, 1f, 1f, 0f, 1f, 1f, 0f, float.NaN, 0f, 1f, float.NaN, 0f, 1f);
        Storage targets = tensors.Batched(4, 1f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 1f, 1f, 0f, 0f);
        KernelRunner.Run(AvailableKernelSets.Factory(set).MeanSquaredError(4, predictions, targets, outputs), 4);
        Assert.Equal([1f, 0f, 0f, 0f], outputs.Correct.Images(4).ToArray());
    }

    static void CheckImage(Case each, double[] p, float[] t, int image, LossOutputs outputs)
    {
        const double Step = 1e-5;
        int classes = p.Length;
        double loss = each.Reference(p, t);
        string what = $"{each.Name}, {classes} classes, image {image}";
        (Tolerance.Sum(classes, 8) with { Floor = 1e-7 }).Check([loss], outputs.Loss.Images(Images).Slice(image, 1), what);

        int predicted = Array.IndexOf(p, p.Max()), wanted = Array.IndexOf(t, t.Max());
        Assert.Equal(predicted == wanted ? 1f : 0f, outputs.Correct.Images(Images)[image]);

        var gradient = new double[classes];
        for (int i = 0; i < classes; i++)
        {
            double value = p[i];
            p[i] = value + Step;
            double above = each.Reference(p, t);
            p[i] = value - Step;
            gradient[i] = (above - each.Reference(p, t)) / (2 * Step) / Images;
            p[i] = value;
        }

        // Of differences of numbers around 1 (or, from probabilities, around 1 / p), so relative to the greatest of the image.
        double magnitude = Math.Max(gradient.Max(Math.Abs), 1.0 / Images);
        (Tolerance.Sum(classes, 8) with { Floor = 1e-8 }).Check(gradient, outputs.Gradient!.Images(Images).Slice(image * classes, classes), what, magnitude);
    }

    /// <summary>One-hot rows, a soft one, and one that does not sum to 1.</summary>
    static float[] Targets(int classes)
    {
        var t = new float[Images * classes];
        for (int image = 0; image < Images - 2; image++)
        {
            t[image * classes + image * 7 % classes] = 1;
        }

        TestValues.Uniform(2 * classes, 77, 0, 1).CopyTo(t.AsSpan((Images - 2) * classes));
        float sum = t.AsSpan((Images - 2) * classes, classes).ToArray().Sum();
        for (int i = 0; i < classes; i++)
        {
            t[(Images - 2) * classes + i] /= sum;
        }

        return t;
    }

    static LossOutputs Outputs(GuardedTensors tensors, int classes, int images = Images) =>
        new(tensors.Output(images, 1), tensors.Output(images, 1), tensors.Output(images, classes));
}
