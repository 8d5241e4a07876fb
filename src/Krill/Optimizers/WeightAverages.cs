using Krill.Kernels;
using Krill.Layers;

namespace Krill.Optimizers;

/// <summary>
/// The averages of a <see cref="WeightAverage"/>. They lie beside the parameters while a training takes steps; in between they are in the parameters, and the weights
/// of the training beside them.
/// </summary>
internal sealed class WeightAverages(IEnumerable<Parameter> parameters)
{
    /// <summary>The averaged parameters, with the average, or, while that is in the model, with the weights of the training.</summary>
    public IReadOnlyList<(Parameter Parameter, PinnedMemory Values)> All { get; } =
        [.. parameters.Select(parameter => (parameter, new PinnedMemory(parameter.Shape.Elements)))];

    /// <summary>Whether the averages are in the model.</summary>
    public bool AreInModel { get; set; }

    /// <summary>A training starts.</summary>
    /// <param name="isFirst">Whether no step was taken yet.</param>
    /// <param name="goesOn">Whether it is one that is taken up again.</param>
    public void Begin(bool isFirst, bool goesOn)
    {
        if (isFirst || !goesOn)
        {
            foreach ((Parameter parameter, PinnedMemory values) in All)
            {
                parameter.Values.CopyTo(values.Span);
            }

            AreInModel = false;
        }
    }

    public void PutIntoModel() => Set(true);

    public void TakeOutOfModel() => Set(false);

    void Set(bool inModel)
    {
        if (AreInModel == inModel)
        {
            return;
        }

        AreInModel = inModel;
        foreach ((Parameter parameter, PinnedMemory memory) in All)
        {
            Span<float> here = parameter.Values, beside = memory.Span;
            for (int i = 0; i < here.Length; i++)
            {
                (here[i], beside[i]) = (beside[i], here[i]);
            }
        }
    }
}
