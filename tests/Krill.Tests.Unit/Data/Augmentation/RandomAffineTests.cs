using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class RandomAffineTests
{
    static readonly ImageShape s_shape = new(5, 5, 1);

    [Fact]
    public void Draw_ManyImages_IsUniformAndTheAxesAreDrawnSeparately()
    {
        AffineDraw[] draws = Draws(new RandomAffine { Rotation = 10, WidthShift = 0.2, HeightShift = 0.4, Shear = 30, Zoom = 0.2, HorizontalFlip = true, VerticalFlip = true });

        AssertUniform([.. draws.Select(draw => draw.Rotation)], -10, 10);
        AssertUniform([.. draws.Select(draw => draw.Right)], -1, 1);
        AssertUniform([.. draws.Select(draw => draw.Down)], -2, 2);
        AssertUniform([.. draws.Select(draw => draw.Shear)], -30, 30);
        AssertUniform([.. draws.Select(draw => draw.RowZoom)], 0.8, 1.2);
        AssertUniform([.. draws.Select(draw => draw.ColumnZoom)], 0.8, 1.2);
        AssertUniform([.. draws.Select(draw => draw.RowZoom + draw.ColumnZoom - 1 - (draw.RowZoom > draw.ColumnZoom ? 0 : 1e-9))], 0.6, 1.4, isTriangle: true);
        Assert.Equal(4, draws.Select(draw => (draw.IsMirrored, draw.IsUpsideDown)).Distinct().Count());
        Assert.InRange(draws.Count(draw => draw.IsMirrored), 4800, 5200);
    }

    // np.random.choice(3) is one of 0, 1, 2, and then a sign is drawn.
    [Fact]
    public void Draw_WholePixels_AreKerass()
    {
        double[] shifts = [.. Draws(new RandomAffine { WidthShift = 3 }).Select(draw => draw.Right)];

        Assert.Equal([-2, -1, 0, 1, 2], shifts.Select(shift => shift + 0.0).Distinct().Order());
        Assert.InRange(shifts.Count(shift => shift == 0), 3100, 3570);
        Assert.InRange(shifts.Count(shift => shift == -2), 1500, 1840);
    }

    [Fact]
    public void Draw_Choices_AreSharesWhereAllAreLessThanOne()
    {
        double[] shares = [.. Draws(new RandomAffine { HeightShift = ShiftRange.OneOf(0.2, 0.4) }).Select(draw => Math.Round(draw.Down, 9)).Distinct().Order()];
        double[] pixels = [.. Draws(new RandomAffine { HeightShift = ShiftRange.OneOf(0.5, 1.5) }).Select(draw => draw.Down).Distinct().Order()];

        Assert.Equal([-2, -1, 1, 2], shares);
        Assert.Equal([-1.5, -0.5, 0.5, 1.5], pixels);
    }

    // A number of 1 and more is pixels, and not whole ones.
    [Fact]
    public void Draw_PixelsAsANumber_AreKerass() =>
        AssertUniform([.. Draws(new RandomAffine { WidthShift = 2.0 }).Select(draw => draw.Right)], -2, 2);

    // Quarter turns and whole shifts lie on the pixels, worked out by hand on a grid of numbers.
    [Fact]
    public void Warp_QuarterTurnAndWholeShift_AreByHand()
    {
        float[] image = [.. Enumerable.Range(0, 25).Select(i => (float)i)];

        // Result (r, c) is at (4 - c, r) for +90 degrees: the image turned clockwise.
        Assert.Equal([20, 15, 10, 5, 0], Round(Warp(image, new AffineDraw { Rotation = 90 }, FillMode.Nearest)[..5]));
        Assert.Equal([10, 11, 12, 13, 14], Warp(image, new AffineDraw { Down = 2 }, FillMode.Constant)[..5]);
        Assert.Equal([-1, -1, -1, -1, -1], Warp(image, new AffineDraw { Down = 2 }, FillMode.Constant)[^5..]);
        Assert.Equal([2, 3, 4, 4, 4], Warp(image, new AffineDraw { Right = 2 }, FillMode.Nearest)[..5]);
        Assert.Equal([2, 3, 4, 4, 3], Warp(image, new AffineDraw { Right = 2 }, FillMode.Reflect)[..5]);
        Assert.Equal([2, 3, 4, 3, 2], Warp(image, new AffineDraw { Right = 2 }, FillMode.Mirror)[..5]);
        Assert.Equal([2, 3, 4, 1, 2], Warp(image, new AffineDraw { Right = 2 }, FillMode.Wrap)[..5]);
        Assert.Equal([4, 3, 2, 1, 0], Warp(image, new AffineDraw { IsMirrored = true }, FillMode.Constant)[..5]);
    }

    [Fact]
    public void Apply_NoSettings_LeavesTheImage()
    {
        float[] image = [.. Enumerable.Range(0, 25).Select(i => i / 3f)], pixels = [.. image];
        new RandomAffine().Apply(new AugmentedImage(s_shape, pixels, []).For(1, 0, 0, 0));

        Assert.Equal(image, pixels);
    }

    [Fact]
    public void Settings_OutsideTheirRange_SayWhatWasExpected()
    {
        static string Message(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;

        Assert.StartsWith("RandomAffine.Rotation: received -1; expected 0 or more.", Message(() => new RandomAffine { Rotation = -1 }), StringComparison.Ordinal);
        Assert.StartsWith(
            "RandomAffine.Zoom: received 0 to 2; expected factors greater than 0 and at most 1000, the lower first.", Message(() => new RandomAffine { Zoom = 1.0 }), StringComparison.Ordinal);
        Assert.StartsWith("ShiftRange: received -0.5; expected 0 or more.", Message(() => new RandomAffine { WidthShift = -0.5 }), StringComparison.Ordinal);
        Assert.StartsWith("ShiftRange: received the choices ; expected at least one, and finite numbers.", Message(() => ShiftRange.OneOf()), StringComparison.Ordinal);
        Assert.StartsWith("RandomErasing.Area: received 0.5 to 0.1; expected a range within 0 to 1, the lower end first.", Message(() => new RandomErasing { Area = (0.5, 0.1) }), StringComparison.Ordinal);
        Assert.StartsWith("RandomErasing.Probability: received 2; expected 0 to 1.", Message(() => new RandomErasing { Probability = 2 }), StringComparison.Ordinal);
        Assert.StartsWith("RandomBrightness, upper: received 0.5; expected 1 or more.", Message(() => new RandomBrightness(1, 0.5)), StringComparison.Ordinal);
        Assert.StartsWith("GaussianBlur, sigma: received 0 to 99; expected a range within 0 to 32, the lower end first.", Message(() => new GaussianBlur(0, 99)), StringComparison.Ordinal);
        Assert.StartsWith("Mixup, alpha: received 0; expected a finite number greater than 0.", Message(() => new Mixup(0)), StringComparison.Ordinal);
    }

    static AffineDraw[] Draws(RandomAffine augmentation) =>
        [.. Enumerable.Range(0, 10_000).Select(index => augmentation.Draw(new AugmentedImage(s_shape, [], []).For(1, 0, 0, index)))];

    static float[] Warp(float[] image, AffineDraw draw, FillMode fill)
    {
        float[] result = new float[25];
        AffineWarp.Apply(image, result, s_shape, AffineMap.Of(draw, s_shape), fill, constant: -1);
        return result;
    }

    static float[] Round(float[] values) => Array.ConvertAll(values, value => MathF.Round(value, 4));

    /// <summary>Mean and deviation of 10,000 numbers, within four standard errors; and the ends.</summary>
    static void AssertUniform(double[] numbers, double lower, double upper, bool isTriangle = false)
    {
        double side = upper - lower, deviation = side / Math.Sqrt(isTriangle ? 24 : 12), mean = numbers.Average();
        Assert.All(numbers, number => Assert.InRange(number, lower - 1e-8, upper));
        Assert.InRange(mean, ((lower + upper) / 2) - (4 * deviation / 100), ((lower + upper) / 2) + (4 * deviation / 100));
        Assert.InRange(Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean))), deviation * 0.97, deviation * 1.03);
    }
}
