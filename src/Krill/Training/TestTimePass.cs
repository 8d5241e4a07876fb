using Krill.Data;
using Krill.Planning;

namespace Krill.Training;

/// <summary>Predicts a set in several views of each image.</summary>
internal sealed class TestTimePass(IExecutor executor, TestTimeAugmentation augmentation, int outputs, bool areProbabilities)
{
    /// <summary>The average over the views, image after image.</summary>
    public float[] Predict(ImageSet set, int batchSize, CancellationToken cancellation)
    {
        double[] sums = new double[checked(set.Count * outputs)];
        float[] values = new float[sums.Length];
        double total = augmentation.Views.Sum(view => view.Weight);
        foreach (TestTimeView view in augmentation.Views)
        {
            PredictionPass.Run(executor, set, batchSize, [new ViewAugmentation(view)], values, cancellation);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += view.Weight / total * (areProbabilities ? Math.Log(Math.Max(values[i], float.Epsilon)) : values[i]);
            }
        }

        for (int image = 0; image < set.Count; image++)
        {
            Finish(sums.AsSpan(image * outputs, outputs), values.AsSpan(image * outputs, outputs));
        }

        return values;
    }

    void Finish(ReadOnlySpan<double> averages, Span<float> values)
    {
        double greatest = double.NegativeInfinity, sum = 0;
        foreach (double average in averages)
        {
            greatest = Math.Max(greatest, average);
        }

        foreach (double average in averages)
        {
            sum += Math.Exp(average - greatest);
        }

        for (int i = 0; i < averages.Length; i++)
        {
            values[i] = (float)(areProbabilities ? Math.Exp(averages[i] - greatest) / sum : averages[i]);
        }
    }

    /// <summary>A view as a change of images that is not random.</summary>
    sealed class ViewAugmentation(TestTimeView view) : ImageAugmentation
    {
        public override void Apply(in AugmentedImage image)
        {
            if (view.Down != 0 || view.Right != 0)
            {
                image.Pixels.CopyTo(image.Scratch);
                ImageMoves.Translate(image.Scratch, image.Pixels, image.Shape, (view.Down, view.Right), FillMode.Mirror, constant: 0);
            }

            if (view.IsMirrored)
            {
                ImageMoves.Mirror(image.Pixels, image.Shape);
            }
        }
    }
}
