using Krill.Data;

namespace Krill.Tests.Unit.Weights;

public sealed class ModelWeightsTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LoadWeights_OfAnotherSeed_GivesTheSameBits()
    {
        Model saved = NewModel(units: 4, seed: 1), loaded = NewModel(units: 4, seed: 2);
        saved.SaveWeights(_folder["a"]);

        loaded.LoadWeights(_folder["a"]);

        for (int i = 0; i < saved.Parameters.Count; i++)
        {
            Assert.Equal(saved.Parameters[i].Values, loaded.Parameters[i].Values);
        }

        loaded.SaveWeights(_folder["b"]);
        Assert.Equal(File.ReadAllBytes(_folder["a"]), File.ReadAllBytes(_folder["b"]));
    }

    [Fact]
    public void LoadWeights_OfAnotherModel_ListsAllDifferencesAndChangesNothing()
    {
        NewModel(units: 4, seed: 1).SaveWeights(_folder["a"]);
        Symbol image = Symbol.Input(2, 2, 1);
        var model = new Model(image, image.Flatten().Dense(4).Dense(5));
        float[] before = model.Parameters[0].Values.ToArray();

        var error = Assert.Throws<DataException>(() => model.LoadWeights(_folder["a"]));

        Assert.Equal(
            $"{_folder["a"]}: received weights that differ from the model's in 4 places: \"dense_1/kernel\" has the shape (4, 3) instead of (4, 5); "
            + "\"dense_1/bias\" has the shape (3) instead of (5); \"dense_2/kernel\" (3, 2) has no place in the model; "
            + "\"dense_2/bias\" (2) has no place in the model; expected its 4 tensors. Load them into the model that they were saved from.",
            error.Message);
        Assert.Equal(before, model.Parameters[0].Values);
    }

    [Fact]
    public void SaveWeights_PlaceThatTakesNoFiles_NamesIt()
    {
        File.Create(_folder["file"]).Dispose();

        var error = Assert.Throws<IOException>(() => NewModel(4, 1).SaveWeights(_folder["file/a"]));

        Assert.StartsWith($"{_folder["file/a"]}: received \"", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check the permissions and the free space there, or choose another place.", error.Message, StringComparison.Ordinal);
    }

    static Model NewModel(int units, ulong seed)
    {
        Symbol image = Symbol.Input(2, 2, 1);
        return new Model(image, image.Flatten().Dense(units).Dense(3).Dense(2).Softmax(), seed);
    }
}
