using Krill.Data;
using Krill.Layers;

namespace Krill.Tests.Training.Semantics;

/// <summary>Where windows lie on ramps 1, 2, 3, …: computed by hand after TensorFlow's rule, which puts the odd pixel of padding behind.</summary>
public sealed class PaddingTests
{
    // The weights 1, 10, 100, … make every number tell which pixels it is of.
    public static TheoryData<int, int, int, float[]> Convolutions => new()
    {
        { 5, 2, 1, [21, 32, 43, 54, 5] },         // padding 0 before, 1 behind
        { 6, 3, 2, [321, 543, 65] },              // 0 before, 1 behind
        { 5, 3, 2, [210, 432, 54] },              // 1 before, 1 behind
        { 4, 4, 2, [3210, 432] },                 // 1 before, 1 behind
        { 7, 3, 4, [321, 765] },                  // none
        { 9, 2, 4, [21, 65, 9] },                 // 0 before, 1 behind
        { 8, 5, 4, [54321, 8765] },               // 0 before, 1 behind
        { 4, 7, 4, [43210] },                     // 1 before, 2 behind
        { 3, 1, 2, [1, 3] },                      // none
    };

    public static TheoryData<int, int, int, float[], float[]> Pools => new()
    {
        { 5, 2, 2, [2, 4, 5], [1.5f, 3.5f, 5] },  // the last window has one pixel
        { 6, 3, 2, [3, 5, 6], [2, 4, 5.5f] },
        { 5, 3, 2, [2, 4, 5], [1.5f, 3, 4.5f] },  // 1 before, 1 behind
        { 8, 3, 4, [3, 7], [2, 6] },
        { 6, 5, 4, [4, 6], [2.5f, 5] },           // 1 before, 2 behind
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Conv2D_SameWithStrides_PutsWindowsWhereTensorFlowDoes(int length, int window, int stride, float[] expected)
    {
        float[] weights = [.. Enumerable.Range(0, window).Select(i => (float)Math.Pow(10, i))];
        Size2D rows = (window, 1), columns = (1, window);

        Assert.Equal(expected, Predict(Ramp(length, 1), new Conv2D(1, rows, (stride, 1), Padding.Same), weights));
        Assert.Equal(expected, Predict(Ramp(1, length), new Conv2D(1, columns, (1, stride), Padding.Same), weights));
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public void Pooling_SameWithStrides_LeavesPaddingOut(int length, int window, int stride, float[] maxima, float[] means)
    {
        Assert.Equal(maxima, Predict(Ramp(length, 1), new MaxPooling2D((window, 1), (stride, 1), Padding.Same)));
        Assert.Equal(maxima, Predict(Ramp(1, length), new MaxPooling2D((1, window), (1, stride), Padding.Same)));
        Assert.Equal(means, Predict(Ramp(length, 1), new AveragePooling2D((window, 1), (stride, 1), Padding.Same)));
        Assert.Equal(means, Predict(Ramp(1, length), new AveragePooling2D((1, window), (1, stride), Padding.Same)));
    }

    static ImageSet Ramp(int height, int width) =>
        ImageSet.FromFloats([.. Enumerable.Range(1, height * width).Select(i => (float)i)], [0], new ImageShape(height, width, 1));

    static float[] Predict(ImageSet ramp, Layer layer, params ReadOnlySpan<float> kernel)
    {
        Symbol image = Symbol.Input(ramp.Height, ramp.Width, 1);
        var model = new Model(image, image.Apply(layer).Flatten());
        if (!kernel.IsEmpty)
        {
            kernel.CopyTo(model.Parameters[0].Values);
        }

        return model.Predict(ramp, threads: 1).Values.ToArray();
    }
}
