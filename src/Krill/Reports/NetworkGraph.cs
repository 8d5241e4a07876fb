using Krill.Layers;

namespace Krill.Reports;

/// <summary>A layer where it is applied, as a picture of the network has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Shape">Its output, without the batch axis.</param>
/// <param name="Parameters">How many numbers it holds; 0 where it is applied again.</param>
internal sealed record NetworkLayer(string Name, string Kind, string Shape, int Parameters);

/// <summary>Layers that follow one another with no branch between them.</summary>
internal sealed class NetworkChain
{
    public List<NetworkLayer> Layers { get; } = [];

    public List<NetworkChain> Sources { get; } = [];

    public List<NetworkChain> Targets { get; } = [];

    /// <summary>The longest way from the input.</summary>
    public int Rank { get; set; }
}

/// <summary>A network as chains of layers between its branches.</summary>
internal static class NetworkGraph
{
    /// <summary>The chains, each behind its sources.</summary>
    public static IReadOnlyList<NetworkChain> Of(Model model)
    {
        Dictionary<Symbol, Symbol[]> sources = model.Calls.ToDictionary(call => call, call => call.Call!.Inputs.SelectMany(input => Sources(input, model.Input)).Distinct().ToArray());
        Dictionary<Symbol, int> uses = sources.Values.SelectMany(from => from).GroupBy(from => from).ToDictionary(group => group.Key, group => group.Count());
        var chains = new List<NetworkChain>();
        var chainOf = new Dictionary<Symbol, NetworkChain>();
        HashSet<Layer> counted = [];
        Add(model.Input, [], new NetworkLayer("input", "InputLayer", model.Input.Shape!.ToString(), 0));
        foreach (Symbol call in model.Calls)
        {
            Layer layer = call.Call!.Layer;
            int parameters = counted.Add(layer) ? layer.Parameters.Sum(parameter => parameter.Shape.Elements) : 0;
            Add(call, sources[call], new NetworkLayer(layer.Name!, layer.Kind, call.Shape!.ToString(), parameters));
        }

        return chains;

        void Add(Symbol symbol, Symbol[] from, NetworkLayer layer)
        {
            if (from is [Symbol one] && uses[one] == 1)
            {
                chainOf[symbol] = chainOf[one];
            }
            else
            {
                var chain = new NetworkChain();
                foreach (NetworkChain source in from.Select(source => chainOf[source]).Distinct())
                {
                    chain.Sources.Add(source);
                    source.Targets.Add(chain);
                    chain.Rank = Math.Max(chain.Rank, source.Rank + 1);
                }

                chains.Add(chain);
                chainOf[symbol] = chain;
            }

            chainOf[symbol].Layers.Add(layer);
        }
    }

    /// <summary>The layers or the input that a symbol comes from; looks through operations outside layers, and past parameters.</summary>
    static IEnumerable<Symbol> Sources(Symbol symbol, Symbol input) =>
        symbol.Call is not null || symbol == input ? [symbol] : symbol.Inputs.SelectMany(from => Sources(from, input));
}
