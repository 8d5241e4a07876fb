namespace Krill.Reports;

/// <summary>A place in the drawing of a network: a chain, or where a line passes a rank between others.</summary>
internal sealed class NetworkNode(NetworkChain? chain, int rank, double width)
{
    public NetworkChain? Chain { get; } = chain;

    public int Rank { get; } = rank;

    public double Width { get; } = width;

    public List<NetworkNode> Above { get; } = [];

    public List<NetworkNode> Below { get; } = [];

    /// <summary>The middle, from left to right.</summary>
    public double X { get; set; }
}

/// <summary>Places the chains of a network in ranks, from the input at the top to the output, with few crossings and straight lines.</summary>
/// <remarks>
/// After Sugiyama, Tagawa and Toda (1981): ranks by the longest way, lines over several ranks through places of their own, orders by barycentres, and then
/// positions as near to the neighbours' as the order lets them be (least squares, by pooling those that would overlap).
/// </remarks>
internal sealed class NetworkLayout
{
    const int Sweeps = 12;
    const double Gap = 28, LineWidth = 12;

    readonly List<NetworkNode>[] _ranks;

    public NetworkLayout(IReadOnlyList<NetworkChain> chains, double width)
    {
        _ranks = [.. Enumerable.Range(0, chains.Max(chain => chain.Rank) + 1).Select(_ => new List<NetworkNode>())];
        var nodes = new Dictionary<NetworkChain, NetworkNode>();
        foreach (NetworkChain chain in chains)
        {
            NetworkNode node = nodes[chain] = Add(chain, chain.Rank, width);
            foreach (NetworkChain source in chain.Sources)
            {
                NetworkNode above = nodes[source];
                for (int rank = source.Rank + 1; rank < chain.Rank; rank++)
                {
                    above = Join(above, Add(null, rank, LineWidth));
                }

                Join(above, node);
            }
        }

        Order();
        Place();
    }

    /// <summary>The places of each rank, from left to right.</summary>
    public IReadOnlyList<IReadOnlyList<NetworkNode>> Ranks => _ranks;

    NetworkNode Add(NetworkChain? chain, int rank, double width)
    {
        var node = new NetworkNode(chain, rank, width);
        _ranks[rank].Add(node);
        return node;
    }

    static NetworkNode Join(NetworkNode above, NetworkNode below)
    {
        above.Below.Add(below);
        below.Above.Add(above);
        return below;
    }

    void Order()
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool isDown = sweep % 2 == 0;
            foreach (int rank in Ranked(isDown))
            {
                List<NetworkNode> nodes = _ranks[rank];
                List<NetworkNode>? before = isDown ? _ranks.ElementAtOrDefault(rank - 1) : _ranks.ElementAtOrDefault(rank + 1);
                if (before is not null)
                {
                    // OrderBy keeps the order of equals, so the result is the same in every run.
                    double Middle(NetworkNode node) => (isDown ? node.Above : node.Below).Select(near => (double)before.IndexOf(near)).DefaultIfEmpty(nodes.IndexOf(node)).Average();
                    NetworkNode[] sorted = [.. nodes.OrderBy(Middle)];
                    nodes.Clear();
                    nodes.AddRange(sorted);
                }
            }
        }
    }

    void Place()
    {
        foreach (List<NetworkNode> rank in _ranks)
        {
            Settle(rank, _ => 0);
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool isDown = sweep % 2 == 0;
            foreach (int rank in Ranked(isDown))
            {
                Settle(_ranks[rank], node => (isDown ? node.Above : node.Below).Select(near => near.X).DefaultIfEmpty(node.X).Average());
            }
        }

        double left = _ranks.SelectMany(rank => rank).Min(node => node.X - (node.Width / 2));
        foreach (NetworkNode node in _ranks.SelectMany(rank => rank))
        {
            node.X -= left;
        }
    }

    IEnumerable<int> Ranked(bool isDown) => isDown ? Enumerable.Range(0, _ranks.Length) : Enumerable.Range(0, _ranks.Length).Reverse();

    /// <summary>Puts a rank's places as near to where they want to be as their order and widths allow: isotonic regression of the distances from a tight row.</summary>
    static void Settle(List<NetworkNode> rank, Func<NetworkNode, double> wish)
    {
        double[] offsets = new double[rank.Count];
        for (int i = 1; i < rank.Count; i++)
        {
            offsets[i] = offsets[i - 1] + ((rank[i - 1].Width + rank[i].Width) / 2) + Gap;
        }

        var blocks = new List<(double Sum, int Count)>();
        for (int i = 0; i < rank.Count; i++)
        {
            (double Sum, int Count) block = (wish(rank[i]) - offsets[i], 1);
            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Count > block.Sum / block.Count)
            {
                block = (block.Sum + blocks[^1].Sum, block.Count + blocks[^1].Count);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        int next = 0;
        foreach ((double sum, int count) in blocks)
        {
            for (int i = 0; i < count; i++, next++)
            {
                rank[next].X = (sum / count) + offsets[next];
            }
        }
    }
}
