using Krill.Data;

namespace Krill.Tests.Unit.Data;

/// <summary>Every augmentation that Keras, SciPy or a seed defines, against that definition in double precision on 1,000 random cases each.</summary>
public class KerasAgreementTests
{
    const int Cases = 1000;

    [Theory]
    [InlineData(FillMode.Constant)]
    [InlineData(FillMode.Nearest)]
    [InlineData(FillMode.Reflect)]
    [InlineData(FillMode.Mirror)]
    [InlineData(FillMode.Wrap)]
    public void AffineWarp_RandomCases_IsKerassAffineTransform(FillMode fill)
    {
        int undecided = 0, all = 0;
        for (int number = 0; number < Cases; number++)
        {
            var test = new RandomCase(number);
            float constant = (float)test.Between(-1, 2);
            var draw = new AffineDraw
            {
                Rotation = test.Perhaps(-180, 180),
                Down = test.Perhaps(-15, 15),
                Right = test.Below(3) == 0 ? test.Below(21) - 10 : test.Perhaps(-15, 15),
                Shear = test.Perhaps(-80, 80),
                RowZoom = 1 + test.Perhaps(-0.9, 3),
                ColumnZoom = 1 + test.Perhaps(-0.9, 3),
                IsMirrored = test.Below(2) == 0,
                IsUpsideDown = test.Below(2) == 0,
            };
            AffineWarp.Apply([.. test.Pixels], test.Pixels, test.Shape, AffineMap.Of(draw, test.Shape), fill, constant);

            double[] expected = [.. KerasReference.Affine(
                test.Image, draw.Rotation, draw.Down, draw.Right, draw.Shear, draw.RowZoom, draw.ColumnZoom, draw.IsMirrored, draw.IsUpsideDown, fill, constant).Cast<double>()];
            test.AssertPixels(expected);
            undecided += expected.Count(double.IsNaN);
            all += expected.Length;
        }

        // Whole shifts of images that are not turned lie on the pixels; a fifth of all at most, where a constant or a repetition leaps there.
        Assert.InRange(undecided, 0, fill is FillMode.Constant or FillMode.Wrap ? all / 5 : 0);
    }

    [Fact]
    public void RandomAffine_RandomCases_DrawsAsKerasDoes()
    {
        for (int number = 0; number < Cases; number++)
        {
            var test = new RandomCase(number);
            var augmentation = new RandomAffine
            {
                Rotation = test.Perhaps(0, 180),
                WidthShift = test.Perhaps(0, 0.9),
                HeightShift = test.Below(2) == 0 ? test.Below(4) : test.Between(1, 4),
                Shear = test.Perhaps(0, 60),
                Zoom = test.Perhaps(0, 0.5),
                HorizontalFlip = true,
                Fill = FillMode.Reflect,
            };
            AffineDraw draw = augmentation.Draw(test.Augmented(number));

            Assert.InRange(Math.Abs(draw.Rotation), 0, augmentation.Rotation);
            Assert.InRange(Math.Abs(draw.Shear), 0, augmentation.Shear);
            Assert.InRange(Math.Abs(draw.Right), 0, augmentation.WidthShift.Greatest * test.Shape.Width);
            Assert.InRange(Math.Abs(draw.Down), 0, augmentation.HeightShift.Greatest);
            Assert.InRange(draw.RowZoom, augmentation.Zoom.Lower, augmentation.Zoom.Upper);
            Assert.InRange(draw.ColumnZoom, augmentation.Zoom.Lower, augmentation.Zoom.Upper);
            Assert.False(draw.IsUpsideDown);
            augmentation.Apply(test.Augmented(number));
            test.AssertPixels(KerasReference.Affine(
                test.Image, draw.Rotation, draw.Down, draw.Right, draw.Shear, draw.RowZoom, draw.ColumnZoom, draw.IsMirrored, false, FillMode.Reflect, 0).Cast<double>());
        }
    }

    [Fact]
    public void RandomChannelShift_RandomCases_IsKerass()
    {
        for (int number = 0; number < Cases; number++)
        {
            var test = new RandomCase(number);
            var augmentation = new RandomChannelShift(test.Between(0, 0.5));
            double intensity = (2 * test.Augmented(number).Uniform(0) - 1) * augmentation.Range;
            augmentation.Apply(test.Augmented(number));

            test.AssertPixels(KerasReference.ChannelShift([.. test.Image.Cast<double>()], intensity));
        }
    }

    // Pillow blends bytes with black, and drops what is left of a level.
    [Fact]
    public void RandomBrightness_RandomCases_IsPillowsWithoutItsLevels()
    {
        for (int number = 0; number < Cases; number++)
        {
            var test = new RandomCase(number);
            double lower = test.Between(0, 1);
            var augmentation = new RandomBrightness(lower, lower + test.Between(0, 2));
            double factor = augmentation.Lower + ((augmentation.Upper - augmentation.Lower) * test.Augmented(number).Uniform(0));
            byte[] bytes = [.. test.Pixels.Select(pixel => (byte)(255 * pixel))];
            bytes.Select(value => value / 255f).ToArray().CopyTo(test.Pixels, 0);
            augmentation.Apply(test.Augmented(number));

            test.AssertPixels(bytes.Select(value => Math.Min(1, value / 255.0 * factor)));
            test.AssertPixels(bytes.Select(value => Math.Clamp((int)(value * factor), 0, 255) / 255.0), 1.001 / 255);
        }
    }

    [Fact]
    public void GaussianBlur_RandomCases_IsSciPysGaussianFilter()
    {
        for (int number = 0; number < Cases; number++)
        {
            var test = new RandomCase(number);
            var augmentation = new GaussianBlur(0, test.Between(0, 4));
            double sigma = augmentation.Sigma.Upper * test.Augmented(number).Uniform(1);
            augmentation.Apply(test.Augmented(number));

            test.AssertPixels(KerasReference.GaussianFilter(test.Image, sigma).Cast<double>());
        }
    }

    [Fact]
    public void RandomErasing_RandomCases_IsTheSeedsRandomEraser()
    {
        int erased = 0;
        for (int number = 0; number < Cases; number++)
        {
            var test = new RandomCase(number);
            (double p, bool pixelLevel) = (test.Between(0, 1), test.Below(2) == 0);
            (double sl, double vl) = (test.Between(0, 0.3), test.Between(-1, 0));
            (double sh, double vh) = (sl + test.Between(0, 0.4), vl + test.Between(0, 2));
            (double r1, double r2) = (test.Between(0.2, 1), test.Between(1, 4));
            var augmentation = new RandomErasing { Probability = p, Area = (sl, sh), Aspect = (r1, r2), Values = (vl, vh), ByPixel = pixelLevel };
            double[] expected = [.. Erased(test, number, p, sl, sh, r1, r2, vl, vh, pixelLevel)];
            augmentation.Apply(test.Augmented(number));

            test.AssertPixels(expected);
            erased += expected.SequenceEqual(test.Image.Cast<double>()) ? 0 : 1;
        }

        Assert.InRange(erased, 200, 600);
    }

    /// <summary>The listing, its random numbers those of the image in the order in which it asks for them.</summary>
    static IEnumerable<double> Erased(
        RandomCase test, int number, double p, double sl, double sh, double r1, double r2, double vl, double vh, bool pixelLevel)
    {
        AugmentedImage image = test.Augmented(number);
        (int h, int w, int channels) = (test.Shape.Height, test.Shape.Width, test.Shape.Channels);
        double[,,] result = (double[,,])test.Image.Clone();
        if (image.Uniform(0) >= p)
        {
            return result.Cast<double>();
        }

        for (int draw = 1; ; draw += 4)
        {
            double s = (sl + ((sh - sl) * image.Uniform(draw))) * h * w, r = r1 + ((r2 - r1) * image.Uniform(draw + 1));
            (int width, int height) = ((int)Math.Sqrt(s / r), (int)Math.Sqrt(s * r));
            (int left, int top) = (image.Below(draw + 2, w), image.Below(draw + 3, h));
            if (left + width > w || top + height > h)
            {
                continue;
            }

            for (int i = 0; i < width * height * channels; i++)
            {
                result[top + (i / (width * channels)), left + (i / channels % width), i % channels] = vl + ((vh - vl) * image.Uniform(4001 + (pixelLevel ? i : 0)));
            }

            return result.Cast<double>();
        }
    }
}
