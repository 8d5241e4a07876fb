using Krill.Data;
using Krill.Testing;
using Krill.Training;

namespace Krill.Tests.Unit.Training;

/// <summary>A predictor that is called again and again gives what the model's own calls give.</summary>
public class PredictorTests
{
    static readonly ImageSet s_set = Images(70);

    public static TheoryData<TestTimeAugmentation?> Views => new() { { null }, { TestTimeAugmentation.Mirror } };

    [Theory]
    [MemberData(nameof(Views))]
    public void Predict_AnyNumberOfImages_HasTheBitsOfTheModel(TestTimeAugmentation? views)
    {
        Model model = Network();
        using Predictor predictor = model.CreatePredictor(batchSize: 16, threads: 2, augmentation: views);

        foreach (int count in (int[])[1, 1, 70, 16, 33, 1, 5])
        {
            ImageSet some = s_set.Take(count);
            Tolerance.CheckSameBits(model.Predict(some, 16, 1, views).Values.ToArray(), predictor.Predict(some).Values.ToArray(), $"{count} images");
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Predict_ImagesWithoutLabels_HasTheBitsOfThoseWithThem(TestTimeAugmentation? views)
    {
        Model model = Network();
        ImageSet unlabelled = ImageSet.FromFloats(Pixels(70), s_set.Shape);
        using Predictor predictor = model.CreatePredictor(batchSize: 16, threads: 1, augmentation: views);

        float[] expected = model.Predict(s_set, 16, 1, views).Values.ToArray();
        Tolerance.CheckSameBits(expected, model.Predict(unlabelled, 16, 2, views).Values.ToArray(), "model");
        Tolerance.CheckSameBits(expected, predictor.Predict(unlabelled).Values.ToArray(), "predictor");
    }

    [Fact]
    public void Predict_WeightsThatChanged_AreThoseOfTheModel()
    {
        Model model = Network();
        using Predictor predictor = model.CreatePredictor(threads: 2);
        float[] before = predictor.Predict(s_set).Values.ToArray();

        foreach (Krill.Layers.Parameter parameter in model.Parameters)
        {
            parameter.Values[0] += 1;
        }

        float[] after = predictor.Predict(s_set).Values.ToArray();
        Assert.NotEqual(before, after);
        Tolerance.CheckSameBits(model.Predict(s_set, threads: 1).Values.ToArray(), after, "changed weights");
    }

    [Fact]
    public void Predict_CallsAtTheSameTime_HaveTheirOwnImages()
    {
        Model model = Network();
        using Predictor predictor = model.CreatePredictor(threads: 1);
        float[][] expected = [.. Enumerable.Range(0, 8).Select(i => predictor.Predict(Images(9, i)).Values.ToArray())];
        float[][] actual = new float[expected.Length][];

        Thread[] threads = [.. Enumerable.Range(0, expected.Length).Select(i => new Thread(() => actual[i] = predictor.Predict(Images(9, i)).Values.ToArray()))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Predict_OfAPredictor_MakesOneExecutorForAllCalls()
    {
        var fixture = new Fixture();
        int made = 0;
        fixture.Model.Executors = (_, _, _, _) =>
        {
            made++;
            return fixture.Executor;
        };

        using (Predictor predictor = fixture.Model.CreatePredictor())
        {
            predictor.Predict(Fixture.Images(1));
            predictor.Predict(Fixture.Images(2));
            Assert.False(fixture.Executor.IsDisposed);
        }

        Assert.Equal(1, made);
        Assert.True(fixture.Executor.IsDisposed);
    }

    [Fact]
    public void Predict_WhatCannotBe_IsRefused()
    {
        Model model = Network();
        Predictor predictor = model.CreatePredictor();

        Assert.StartsWith(
            "Predictor.Predict: received images of 2×2×1; expected (6, 6, 1), the input of the model.",
            Assert.Throws<ArgumentException>(() => predictor.Predict(Fixture.Images(1))).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Model.CreatePredictor, batchSize: received 0; expected 1 or more.",
            Assert.Throws<ArgumentOutOfRangeException>(() => model.CreatePredictor(batchSize: 0)).Message, StringComparison.Ordinal);
        model.Precision = Precision.Bfloat16;
        Assert.Equal(
            "Predictor.Predict: received a model of precision Bfloat16; expected Float32, of when the predictor was made. Make another one.",
            Assert.Throws<InvalidOperationException>(() => predictor.Predict(s_set)).Message);
        predictor.Dispose();
        predictor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predictor.Predict(s_set));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void PredictAndEvaluate_Cancelled_EndBeforeTheNextBatch(TestTimeAugmentation? views)
    {
        Fixture fixture = new Fixture().Compiled();
        CancellationTokenSource source = new();
        int batches = 0;
        fixture.Executor.OnRun = () =>
        {
            batches++;
            source.Cancel();
        };

        Assert.Throws<OperationCanceledException>(() => fixture.Model.Predict(Fixture.Images(9), 2, augmentation: views, cancellationToken: source.Token));
        Assert.Equal(1, batches);
        source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => fixture.Model.Evaluate(Fixture.Images(9), 2, augmentation: views, cancellationToken: source.Token));
        Assert.Equal(2, batches);
    }

    static Model Network()
    {
        Symbol image = Symbol.Input(6, 6, 1);
        return new Model(image, image.Conv2D(4, 3).BatchNormalization().Relu().Flatten().Dense(3).Softmax(), seed: 5);
    }

    static ImageSet Images(int count, int first = 0) => ImageSet.FromFloats(Pixels(count, first), new int[count], new ImageShape(6, 6, 1), ["a", "b", "c"]);

    static float[] Pixels(int count, int first = 0) => [.. Enumerable.Range(0, count * 36).Select(i => MathF.Sin((first * 100) + (i * 0.37f)))];
}
