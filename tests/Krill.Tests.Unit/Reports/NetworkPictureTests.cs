using System.Globalization;
using System.Xml.Linq;
using Krill.Data;
using Krill.Layers;
using Krill.Recipes;
using Krill.Reports;

namespace Krill.Tests.Unit.Reports;

public sealed class NetworkPictureTests
{
    public static TheoryData<string> Names => [.. Recipe.All.Select(recipe => recipe.Name)];

    [Fact]
    public void Of_Branches_AreChainsBetweenThem()
    {
        Symbol image = Symbol.Input(8, 8, 1);
        Symbol first = image.Conv2D(4, 3).Relu();
        Symbol sum = first.Add(first.Conv2D(4, 3, padding: Padding.Same).BatchNormalization());
        var model = new Model(image, sum.Flatten().Dense(3).Softmax());

        IReadOnlyList<NetworkChain> chains = NetworkGraph.Of(model);

        Assert.Equal(
            ["input conv2d re_lu", "conv2d_1 batch_normalization", "add flatten dense softmax"],
            chains.Select(chain => string.Join(' ', chain.Layers.Select(layer => layer.Name))));
        Assert.Equal([0, 1, 2], chains.Select(chain => chain.Rank));
        Assert.Equal([chains[0], chains[1]], chains[2].Sources);
        Assert.Equal((40, "(6, 6, 4)"), (chains[0].Layers[1].Parameters, chains[0].Layers[1].Shape));
    }

    [Fact]
    public void Of_LayerThatIsAppliedTwice_StandsTwiceAndIsCountedOnce()
    {
        Symbol image = Symbol.Input(4);
        var shared = new Dense(4);

        NetworkChain chain = Assert.Single(NetworkGraph.Of(new Model(image, image.Apply(shared).Apply(shared))));

        Assert.Equal([("input", 0), ("dense", 20), ("dense", 0)], chain.Layers.Select(layer => (layer.Name, layer.Parameters)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Layout_OfRecipes_LeavesRoomBetweenBoxesAndLines(string name)
    {
        var layout = new NetworkLayout(NetworkGraph.Of(Make(name)), width: 200);

        Assert.All(layout.Ranks, rank => Assert.All(
            rank.Zip(rank.Skip(1)), pair => Assert.True(pair.First.X + (pair.First.Width / 2) + 20 <= pair.Second.X - (pair.Second.Width / 2), "two overlap")));
        Assert.All(layout.Ranks.SelectMany(rank => rank), node => Assert.All(node.Below, below => Assert.Equal(node.Rank + 1, below.Rank)));
        Assert.Equal(0, layout.Ranks.SelectMany(rank => rank).Min(node => node.X - (node.Width / 2)), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_OfRecipes_NamesEveryLayerWithItsShapeAndParameters(string name)
    {
        Model model = Make(name);

        var svg = XDocument.Parse(NetworkPicture.Draw(name, model).Document());

        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value)];
        Assert.All(model.Layers, layer =>
        {
            Assert.Contains(layer.Name, texts);
            int parameters = layer.Parameters.Sum(parameter => parameter.Shape.Elements);
            Assert.True(parameters == 0 || texts.Contains(parameters.ToString("N0", CultureInfo.InvariantCulture)), layer.Name);
        });
        Assert.All(model.Calls, call => Assert.Contains(call.Shape!.ToString(), texts));
    }

    static Model Make(string name)
    {
        Recipe recipe = Recipe.Find(name);
        DatasetInfo data = Datasets.Find(recipe.DefaultDataset)!;
        return recipe.CreateModel(data.Shape, data.Classes);
    }
}
