using Krill.Data;

namespace Krill.Initializers;

/// <summary>
/// A convolution's kernel that whitens: the eigenvectors of the covariance of the images' patches, each divided by √(eigenvalue + ε), and then the same negated.
/// </summary>
/// <remarks>
/// Its outputs on such images are uncorrelated and of deviation near 1; the negated half keeps both signs through an activation. The covariance is about 0,
/// over the patches at all places of the images, as the network sees them. Filters come by falling eigenvalue, so a kernel of fewer filters than twice the
/// numbers of a patch has the most important: half of them and their negatives. Usually such a layer is not trained. Source: Page, "How to train your
/// ResNet", 2018; Jordan, "94% on CIFAR-10 in 3.29 seconds on a single GPU", 2024.
/// </remarks>
public sealed class PatchWhitening : Initializer
{
    readonly ImageSet _images;

    /// <summary>A whitening of images.</summary>
    /// <param name="images">The images, rescaled and normalized as the network gets them.</param>
    /// <param name="count">How many of them to look at, the first, or all if there are fewer; at least 1, 5000 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public PatchWhitening(ImageSet images, int count = 5000)
    {
        ArgumentNullException.ThrowIfNull(images);
        _images = images;
        Count = Require.Positive(count, nameof(PatchWhitening), "number of images", nameof(count));
    }

    /// <summary>How many images are looked at, at most.</summary>
    public int Count { get; }

    /// <summary>ε, what keeps directions in which patches hardly differ from being blown up; 0 or more, 0.0005 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public double Epsilon { get; init => field = Require.AtLeast(value, 0, "PatchWhitening.Epsilon"); } = 0.0005;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape is no kernel for such images, or has an odd number of filters, or more than twice the numbers of a patch.</exception>
    public override void Fill(Span<float> values, Shape shape, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Rank != 4 || shape[2] != _images.Channels || shape[0] > _images.Height || shape[1] > _images.Width)
        {
            throw new ArgumentException(
                $"PatchWhitening: received a parameter of shape {shape} and images of {_images.Shape}; expected a convolution's kernel of {_images.Channels} input channels, no larger "
                + "than the images. It is for the first layer.", nameof(shape));
        }

        int patch = shape.Elements / shape[3], half = shape[3] / 2;
        if (shape[3] % 2 != 0 || half > patch)
        {
            throw new ArgumentException(
                $"PatchWhitening: received a kernel of shape {shape}; expected an even number of filters, at most {2 * patch}: twice the numbers of a patch.", nameof(shape));
        }

        (double[] eigenvalues, double[][] vectors) = SymmetricEigen.Decompose(Covariance(shape[0], shape[1]));
        for (int filter = 0; filter < half; filter++)
        {
            double factor = 1 / Math.Sqrt(Math.Max(eigenvalues[filter], 0) + Epsilon);
            for (int i = 0; i < patch; i++)
            {
                float value = (float)(vectors[filter][i] * factor);
                values[(i * shape[3]) + filter] = value;
                values[(i * shape[3]) + half + filter] = -value;
            }
        }
    }

    /// <summary>The mean of the products of each two numbers of a patch, over all patches.</summary>
    double[,] Covariance(int height, int width)
    {
        int channels = _images.Channels, row = _images.Width * channels, patch = height * width * channels;
        int images = Math.Min(Count, _images.Count), rows = _images.Height - height + 1, columns = _images.Width - width + 1;
        int[] places = [.. Enumerable.Range(0, patch).Select(i => (i / (width * channels) * row) + (i % (width * channels)))];
        float[] image = new float[_images.Shape.Length];
        double[,] sums = new double[patch, patch];
        for (int index = 0; index < images; index++)
        {
            _images.CopyImage(index, image);
            for (int i = 0; i < patch; i++)
            {
                for (int j = i; j < patch; j++)
                {
                    sums[i, j] += SumOfProducts(image, places[i], places[j], rows, columns);
                }
            }
        }

        for (int i = 0; i < patch; i++)
        {
            for (int j = i; j < patch; j++)
            {
                sums[i, j] = sums[j, i] = sums[i, j] / ((double)images * rows * columns);
            }
        }

        return sums;
    }

    /// <summary>A row's products are added in single precision, the rows in double.</summary>
    double SumOfProducts(ReadOnlySpan<float> image, int first, int second, int rows, int columns)
    {
        int channels = _images.Channels, row = _images.Width * channels;
        double sum = 0;
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<float> a = image[(first + (y * row))..], b = image[(second + (y * row))..];
            float line = 0;
            for (int x = 0; x < columns * channels; x += channels)
            {
                line += a[x] * b[x];
            }

            sum += line;
        }

        return sum;
    }
}
