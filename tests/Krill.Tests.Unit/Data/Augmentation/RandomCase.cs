using Krill.Data;

namespace Krill.Tests.Unit.Data;

/// <summary>A random image of a random shape, and random numbers for what is done to it.</summary>
internal sealed class RandomCase
{
    readonly ulong _key;
    ulong _next;

    public RandomCase(int number)
    {
        _key = CounterRandom.Key(7, (ulong)number);
        Shape = new ImageShape(Below(11) + 1, Below(11) + 1, Below(3) + 1);
        Pixels = [.. Enumerable.Range(0, Shape.Length).Select(_ => (float)Between(0, 1))];
        Image = new double[Shape.Height, Shape.Width, Shape.Channels];
        for (int i = 0; i < Pixels.Length; i++)
        {
            Image[i / (Shape.Width * Shape.Channels), i / Shape.Channels % Shape.Width, i % Shape.Channels] = Pixels[i];
        }
    }

    public ImageShape Shape { get; }

    /// <summary>The image, to change.</summary>
    public float[] Pixels { get; }

    /// <summary>The image as it is at first.</summary>
    public double[,,] Image { get; }

    /// <summary>The image with the numbers of a training's image, to hand to an augmentation.</summary>
    public AugmentedImage Augmented(int index) => new AugmentedImage(Shape, Pixels, new float[Pixels.Length]).For(3, 1, 2, index);

    public int Below(int bound) => CounterRandom.Below(_key, _next++, bound);

    public double Between(double lower, double upper) => lower + ((upper - lower) * CounterRandom.Uniform(_key, _next++));

    /// <summary>Zero half of the time.</summary>
    public double Perhaps(double lower, double upper) => Below(2) == 0 ? 0 : Between(lower, upper);

    /// <summary>Fails where a pixel is not what is expected; what is NaN may be anything.</summary>
    public void AssertPixels(IEnumerable<double> expected, double tolerance = 1e-6)
    {
        int i = 0;
        foreach (double value in expected)
        {
            Assert.True(double.IsNaN(value) || Math.Abs(Pixels[i] - value) <= tolerance, $"{Shape}, value {i}: {Pixels[i]}, expected {value}");
            i++;
        }

        Assert.Equal(Pixels.Length, i);
    }
}
