using Krill.Losses;

namespace Krill.Testing.Reference;

/// <summary>The losses, as Keras has them.</summary>
internal static class ReferenceLoss
{
    const double Epsilon = 1e-7f;

    /// <summary>The loss of each image.</summary>
    /// <param name="loss">Which loss.</param>
    /// <param name="output">The network's output.</param>
    /// <param name="pieces">The output that chooses the piece: see <see cref="ReferenceOperations"/>.</param>
    /// <param name="targets">What the output should be.</param>
    /// <param name="endsInSoftmax">Whether the network ends in a softmax over all of its outputs.</param>
    public static double[] Evaluate(Loss loss, ReferenceTensor output, ReferenceTensor pieces, ReadOnlyMemory<float> targets, bool endsInSoftmax)
    {
        var losses = new double[output.Images];
        for (int image = 0; image < losses.Length; image++)
        {
            int start = image * output.Length;
            double[] predicted = output.Values[start..(start + output.Length)], chosen = pieces.Values[start..(start + output.Length)];
            double[] wanted = [.. targets.Slice(start, output.Length).ToArray().Select(target => (double)target)];
            losses[image] = loss switch
            {
                MeanSquaredError => predicted.Zip(wanted, (p, t) => (p - t) * (p - t)).Average(),
                CategoricalCrossentropy entropy => Crossentropy(
                    predicted, chosen, [.. wanted.Select(t => (t * (1 - (double)entropy.LabelSmoothing)) + (entropy.LabelSmoothing / (double)wanted.Length))],
                    entropy.FromLogits, endsInSoftmax),
                SparseCategoricalCrossentropy entropy => Crossentropy(predicted, chosen, wanted, entropy.FromLogits, endsInSoftmax),
                _ => throw new NotSupportedException($"The reference has no loss {loss.Name}."),
            };
        }

        return losses;
    }

    /// <summary>1 where the first greatest prediction is at the first greatest target, else 0.</summary>
    public static int Correct(ReferenceTensor output, ReadOnlySpan<float> targets)
    {
        int correct = 0;
        for (int image = 0; image < output.Images; image++)
        {
            double[] predicted = output.Values[(image * output.Length)..((image + 1) * output.Length)];
            float[] wanted = targets.Slice(image * output.Length, output.Length).ToArray();
            correct += Array.IndexOf(predicted, predicted.Max()) == Array.IndexOf(wanted, wanted.Max()) ? 1 : 0;
        }

        return correct;
    }

    static double Crossentropy(double[] predicted, double[] pieces, double[] wanted, bool fromLogits, bool endsInSoftmax)
    {
        if (fromLogits)
        {
            double greatest = predicted.Max();
            double logSum = greatest + Math.Log(predicted.Sum(z => Math.Exp(z - greatest)));
            return wanted.Zip(predicted, (t, z) => t * (logSum - z)).Sum();
        }

        // Keras computes probabilities that come from a softmax from its logits, so that nothing is clipped.
        if (endsInSoftmax)
        {
            return wanted.Zip(predicted, (t, p) => t == 0 ? 0 : -t * Math.Log(p)).Sum();
        }

        double sum = predicted.Sum(), sumOfPieces = pieces.Sum(), loss = 0;
        for (int i = 0; i < predicted.Length; i++)
        {
            double piece = pieces[i] / sumOfPieces, share = predicted[i] / sum;
            loss -= wanted[i] * Math.Log(piece < Epsilon ? Epsilon : piece > 1 - Epsilon ? 1 - Epsilon : share);
        }

        return loss;
    }
}
