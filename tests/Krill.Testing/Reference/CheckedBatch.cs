using Krill.Layers;
using Krill.Losses;

namespace Krill.Testing.Reference;

/// <summary>A model with parameters that are all different, a batch, and a loss: what engine and reference are to agree on.</summary>
internal sealed class CheckedBatch
{
    public const ulong Seed = 77;

    /// <param name="model">The model; its parameters are changed.</param>
    /// <param name="count">Images in the batch.</param>
    /// <param name="loss">The loss; targets are classes for cross-entropies, any numbers otherwise.</param>
    /// <param name="range">The bounds of the images' numbers.</param>
    public CheckedBatch(Model model, int count, Loss loss, (float Minimum, float Maximum) range)
    {
        Model = model;
        Count = count;
        Loss = loss;
        Images = TestValues.Uniform(count * model.Input.Shape!.Elements, Seed, range.Minimum, range.Maximum);
        int outputs = model.Output.Shape!.Elements;
        Targets = TestValues.Uniform(count * outputs, Seed + 1, 0, 1);
        if (loss is not MeanSquaredError)
        {
            for (int i = 0; i < Targets.Length; i++)
            {
                Targets[i] = i % outputs == i / outputs * 7 % outputs ? 1 : 0;
            }
        }

        Scatter();
    }

    public Model Model { get; }

    public int Count { get; }

    public Loss Loss { get; }

    public float[] Images { get; }

    public float[] Targets { get; }

    /// <summary>Moves every parameter a little: what starts at 0 or 1 would hide errors.</summary>
    void Scatter()
    {
        for (int i = 0; i < Model.Parameters.Count; i++)
        {
            Parameter parameter = Model.Parameters[i];
            float[] moves = TestValues.Uniform(parameter.Shape.Elements, Seed + 2 + (ulong)i, -0.2f, 0.2f);
            float scale = parameter.Shape.Rank > 1 ? 0.1f : 1;
            for (int j = 0; j < moves.Length; j++)
            {
                parameter.Values[j] += scale * moves[j];
            }
        }
    }
}
