using System.Buffers.Binary;
using System.Text.Json;
using Krill;
using Krill.Data;
using Krill.Layers;
using Krill.Losses;
using Samples;

namespace Outside;

/// <summary>A network with parts from outside the library is trained, saved and loaded as any other.</summary>
public sealed class CustomTrainingTests
{
    static readonly Dataset s_digits = Datasets.Load("digits", new DatasetOptions { TrainCount = 96, TestCount = 16 });

    [Fact]
    public void Fit_OnDigits_HasTheSameBitsOnAnyNumberOfThreads()
    {
        (Model one, History first) = Trained(threads: 1);
        (Model three, History second) = Trained(threads: 3);

        Assert.Equal(first.Select(epoch => epoch.Loss), second.Select(epoch => epoch.Loss));
        Assert.Equal(one.Parameters.SelectMany(parameter => parameter.Values.ToArray()), three.Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void Fit_OnDigits_ChangesTheCustomLayersParameters()
    {
        (Model model, _) = Trained(threads: 2);

        Assert.All(model.Parameters.Single(parameter => parameter.Name == "alpha").Values.ToArray(), alpha => Assert.NotEqual(0.25f, alpha));
        Assert.Contains(model.Parameters.Single(parameter => parameter.FullName == "affine/offset").Values.ToArray(), offset => offset != 0);
    }

    [Fact]
    public void SaveWeights_OfCustomLayers_HasTheirParametersUnderTheirNames()
    {
        (Model model, _) = Trained(threads: 1);
        string file = Path.Combine(Directory.CreateTempSubdirectory("krill-test-").FullName, "weights.safetensors");
        try
        {
            model.SaveWeights(file);
            Model loaded = MakeModel(seed: 99);
            loaded.LoadWeights(file);

            Assert.Equal(
                ["affine/offset", "affine/scale", "conv2d/bias", "conv2d/kernel", "dense/bias", "dense/kernel", "parametric_re_lu/alpha"],
                TensorNames(file).Order(StringComparer.Ordinal));
            Assert.Equal(model.Predict(s_digits.Test).Values.ToArray(), loaded.Predict(s_digits.Test).Values.ToArray());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    static (Model Model, History History) Trained(int threads)
    {
        Model model = MakeModel(seed: 5);
        model.Compile(new SignSgd(0.01f), Loss.CategoricalCrossentropy);
        History history = model.Fit(s_digits.Train, new FitOptions { Epochs = 2, BatchSize = 20, Threads = threads, Seed = 5, Callbacks = { new GentleStart(3) } });
        return (model, history);
    }

    static Model MakeModel(ulong seed)
    {
        Symbol image = Symbol.Input(28, 28, 1);
        return new Model(
            image,
            image.Apply(new Conv2D(4, 5, strides: 2) { KernelInitializer = new LecunUniform() })
                .Apply(new ParametricReLU())
                .Apply(new Affine())
                .Flatten().Dense(10).Softmax(),
            seed);
    }

    /// <summary>The names in a safetensors file: its header is the length in 8 bytes and that much JSON.</summary>
    static string[] TensorNames(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, length));
        return [.. header.RootElement.EnumerateObject().Select(tensor => tensor.Name).Where(name => name != "__metadata__")];
    }
}
