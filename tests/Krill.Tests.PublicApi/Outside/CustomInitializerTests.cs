using Krill;
using Krill.Initializers;
using Krill.Layers;
using Samples;

namespace Outside;

public sealed class CustomInitializerTests
{
    // 3 × 3 pixels of 3 channels: 27 inputs.
    const float Limit = 1 / 3f;

    [Fact]
    public void Fill_OfAConvolution_DrawsWithinTheLimitOfItsFan()
    {
        float[] values = Kernel(new LecunUniform(), seed: 1);

        Assert.Equal(3 * 3 * 3 * 64, values.Length);
        Assert.All(values, value => Assert.InRange(value, -Limit, Limit));
        Assert.InRange(values.Max(), 0.99f * Limit, Limit);
        Assert.InRange(values.Min(), -Limit, -0.99f * Limit);
    }

    [Fact]
    public void Fill_OfAConvolution_IsThatOfTheInitializerItDrawsFrom() =>
        Assert.Equal(Kernel(new RandomUniform(-Limit, Limit), seed: 1), Kernel(new LecunUniform(), seed: 1));

    [Fact]
    public void Fill_WithSeeds_DependsOnTheSeedAlone()
    {
        Assert.Equal(Kernel(new LecunUniform(), seed: 7), Kernel(new LecunUniform(), seed: 7));
        Assert.NotEqual(Kernel(new LecunUniform(), seed: 7), Kernel(new LecunUniform(), seed: 8));
    }

    static float[] Kernel(Initializer initializer, ulong seed)
    {
        var layer = new Conv2D(64, 3) { KernelInitializer = initializer };
        Symbol image = Symbol.Input(8, 8, 3);
        _ = new Model(image, image.Apply(layer), seed);
        return layer.Parameters[0].Values.ToArray();
    }
}
