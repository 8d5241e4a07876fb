using System.Collections.Concurrent;
using Krill.Kernels;
using Krill.Losses;
using Krill.Testing;
using Krill.Testing.Reference;

namespace Krill.Tests.Training.Reference;

/// <summary>Every layer, on every kernel set, against the reference network.</summary>
public sealed class LayerReferenceTests
{
    const int Images = 5;

    static readonly ConcurrentDictionary<string, Lazy<Expectation>> s_expectations = [];
    static readonly Dictionary<string, LayerCase> s_cases = LayerCases.All.ToDictionary(layer => layer.ToString());

    public static TheoryData<string, string> SetsAndLayers
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string set in KernelSets.Available.Select(KernelSets.Name))
            {
                foreach (string layer in s_cases.Keys)
                {
                    data.Add(set, layer);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SetsAndLayers))]
    public void Predict_EveryLayer_AgreesWithTheReference(string kernels, string layer)
    {
        using EngineCheck check = Check(kernels, layer);
        check.CheckPredictions();
    }

    [Theory]
    [MemberData(nameof(SetsAndLayers))]
    public void Evaluate_EveryLayer_AgreesWithTheReference(string kernels, string layer)
    {
        using EngineCheck check = Check(kernels, layer);
        check.CheckEvaluation();
    }

    [Theory]
    [MemberData(nameof(SetsAndLayers))]
    public void Train_EveryLayer_HasTheGradientsOfCentralDifferences(string kernels, string layer)
    {
        using EngineCheck check = Check(kernels, layer);
        check.CheckTraining();
    }

    static EngineCheck Check(string kernels, string layer)
    {
        LayerCase row = s_cases[layer];
        Lazy<Expectation> expectation = s_expectations.GetOrAdd(layer, _ => new Lazy<Expectation>(() => new Expectation(Batch(row))));
        return new EngineCheck(Batch(row), expectation.Value, kernels);
    }

    // The gradient of the factors is that of the layer's input, weighted by the images' squares: by their first powers, normalizations would undo it.
    static CheckedBatch Batch(LayerCase row)
    {
        Symbol input = Symbol.Input([.. row.InputShape]);
        Symbol scaled = input.Apply(new ParameterLayer(row.InputShape, (x, factors) => x.Multiply(x).Multiply(factors).Add(x)));
        return new CheckedBatch(new Model(input, row.Apply(scaled)), Images, Loss.MeanSquaredError, row.InputRange);
    }
}
