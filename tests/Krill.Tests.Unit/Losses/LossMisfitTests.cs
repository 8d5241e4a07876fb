using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Krill.Optimizers;
using Krill.Recipes;
using Krill.Tests.Unit.Training;
using Krill.Training;

namespace Krill.Tests.Unit.Losses;

/// <summary>A loss and a network's end that do not fit each other are told of, and no others.</summary>
public class LossMisfitTests
{
    static readonly Symbol s_image = Symbol.Input(2, 2, 1);

    static Loss Logits => new CategoricalCrossentropy { FromLogits = true };

    public static TheoryData<Symbol, Loss, string?> Ends
    {
        get
        {
            Symbol flat = s_image.Flatten(), dense = flat.Dense(3);
            Loss plain = Loss.CategoricalCrossentropy, sparse = Loss.SparseCategoricalCrossentropy;
            return new()
            {
                { dense, plain, "dense" },
                { dense, sparse, "dense" },
                { dense.Rescaling(0.1f).Reshape(3, 1).Reshape(3), plain, "dense" },
                { dense.BatchNormalization(), plain, "batch_normalization" },
                { dense.Tanh(), plain, "tanh" },
                { flat.Dense(3, ActivationFunction.LeakyRelu), plain, "dense" },
                { s_image.Conv2D(3, 2).Flatten(), plain, "conv2d" },
                { dense.Softmax(), Logits, "softmax" },
                { dense.Softmax(), new SparseCategoricalCrossentropy { FromLogits = true }, "softmax" },
                { dense.Sigmoid(), Logits, "sigmoid" },
                { dense, Logits, null },
                { dense.Softmax().Rescaling(10), Logits, null },
                { dense, Loss.MeanSquaredError, null },
                { dense.Softmax(), Loss.MeanSquaredError, null },
                { dense.Softmax(), plain, null },
                { dense.Softmax().Reshape(3), sparse, null },
                { flat.Dense(3, ActivationFunction.Softmax), plain, null },

                // What Keras divides by its sum.
                { dense.Sigmoid(), plain, null },
                { dense.Relu(), plain, null },
                { dense.Relu().Divide(dense.Relu()), plain, null },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Misfit_OfAnEnd_IsToldWhereItSurelyIsOne(Symbol end, Loss loss, string? place)
    {
        var model = new Model(s_image, end);

        string? misfit = loss.MisfitOf(model.Output);

        if (place is null)
        {
            Assert.Null(misfit);
        }
        else
        {
            Assert.Matches($"^received a network that ends in {place}(_[0-9]+)?, whose outputs ", misfit);
        }
    }

    [Fact]
    public void Misfit_OfEachRecipe_IsNone() => Assert.All(
        Recipe.All,
        recipe => Assert.Null(recipe.Loss.MisfitOf(recipe.CreateModel(Datasets.Find(recipe.DefaultDataset)!.Shape, Datasets.Find(recipe.DefaultDataset)!.Classes).Output)));

    [Fact]
    public void Fit_DenseBeforeACrossentropy_WarnsOnceWithTheCure() => Assert.Equal(
        "received a network that ends in end, whose outputs can be less than 0, and the loss CategoricalCrossentropy, which takes them for probabilities; "
        + "expected a softmax at the end. End the network in .Softmax(), or compile it with new CategoricalCrossentropy { FromLogits = true }.",
        WarningOf(s_image.Flatten().Apply(new Dense(3) { Name = "end" }), Loss.CategoricalCrossentropy));

    [Fact]
    public void Fit_SoftmaxBeforeLogits_WarnsOnceWithTheCure() => Assert.Equal(
        "received a network that ends in end, whose outputs lie between 0 and 1, and the loss CategoricalCrossentropy with FromLogits, which puts a softmax behind them; "
        + "expected any numbers. Leave FromLogits out, or the network's last function.",
        WarningOf(s_image.Flatten().Apply(new Dense(3, ActivationFunction.Softmax) { Name = "end" }), Logits));

    static string WarningOf(Symbol end, Loss loss)
    {
        List<MessageRaised> messages = [];
        var model = new Model(s_image, end);
        model.Compile(new SGD(), loss);
        model.Fit(Fixture.Images(6), new FitOptions
        {
            Epochs = 2,
            BatchSize = 2,
            OnEvent = raised =>
            {
                if (raised is MessageRaised message)
                {
                    messages.Add(message);
                }
            },
        });
        MessageRaised warning = Assert.Single(messages);
        Assert.Equal(("Fit", true), (warning.Source, warning.IsWarning));
        return warning.Text;
    }
}
