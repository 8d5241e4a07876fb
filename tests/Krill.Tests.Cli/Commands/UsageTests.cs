using System.CommandLine;
using Krill.Cli;
using Krill.Cli.CommandLine;
using Krill.Data;
using Krill.Testing;

namespace Krill.Tests.Cli.Commands;

public class UsageTests
{
    const string Recipes =
        "quickstart, tiny158, tiny158-original, convnet, convnet-augmented, jellyfish, minmax, minmax-per-image, minmax-batchnorm, "
        + "relaxed-quantization, relaxed-quantization-straight-through, resnet9, resnet9-cyclic, resnet9-triangular2, resnet9-exp-range, resnet9-sine, resnet9-interpolated, resnet9-identity, resnet9-augmented, resnet9-mixup, sprint94, generalist";

    [Theory]
    [InlineData("krill: received the command \"trian\"; expected one of train, ensemble, tune, evaluate, predict, find-lr, report, compare, summary, recipes, datasets, preview, info, bench. Did you mean train?", "trian")]
    [InlineData("krill: received the command \"sing\"; expected one of train, ensemble, tune, evaluate, predict, find-lr, report, compare, summary, recipes, datasets, preview, info, bench.", "sing")]
    [InlineData($"Recipe: received the name \"convent\"; expected one of {Recipes}. Did you mean convnet?", "summary", "convent")]
    [InlineData($"Recipe: received the name \"zebra\"; expected one of {Recipes}.", "train", "zebra")]
    [InlineData($"Recipe: received the name \"convnet-augmentd\"; expected one of {Recipes}. Did you mean convnet-augmented?", "train", "convnet-augmentd")]
    [InlineData($"krill summary: received no RECIPE; expected krill summary RECIPE: one of {Recipes}.", "summary")]
    [InlineData("krill evaluate: received no RUN; expected krill evaluate RUN: the folder of a run that krill train wrote, or of an ensemble.", "evaluate")]
    [InlineData("krill predict: received no FILE|DIR; expected krill predict RUN FILE|DIR: pictures, PNG or JPEG, or folders of them.", "predict", "run")]
    [InlineData("krill predict --top: received \"0\"; expected a whole number, 1 or more.", "predict", "run", "x.png", "--top", "0")]
    [InlineData("krill train --image-size: received \"0\"; expected a side in pixels, 1 to 4096, or height and width, for instance 48x64.", "train", "--image-size", "0")]
    [InlineData("krill train --image-size: received \"8x8x3\"; expected a side in pixels, 1 to 4096, or height and width, for instance 48x64.", "train", "--image-size", "8x8x3")]
    [InlineData("--image-size: received it for the dataset mnist; expected it for pictures of your own: --data DIR with a subfolder for each class.", "train", "--data", "mnist", "--image-size", "8")]
    [InlineData("--crop: received it for the dataset digits; expected it for pictures of your own: --data DIR with a subfolder for each class.", "train", "--crop")]
    [InlineData("krill summary: received \"jellyfish\" besides; expected one RECIPE, and options. \"krill summary --help\" lists them.", "summary", "convnet", "jellyfish")]
    [InlineData("krill bench: received the option \"--second\"; expected one of --batch-size, --json, --precision, --seconds, --threads, --training. Did you mean --seconds?", "bench", "convnet", "--second", "3")]
    [InlineData("krill bench: received \"extra\" besides; expected one RECIPE, and options. \"krill bench --help\" lists them.", "bench", "convnet", "extra")]
    [InlineData("krill bench kernels: received \"convnet\" besides; expected options only. \"krill bench kernels --help\" lists them.", "bench", "kernels", "convnet")]
    [InlineData("krill bench kernels: received \"convnet\" before \"kernels\"; expected krill bench kernels --recipe convnet.", "bench", "convnet", "kernels")]
    [InlineData($"Recipe: received the name \"resnet\"; expected one of {Recipes}. Did you mean resnet9?", "bench", "kernels", "--recipe", "resnet")]
    [InlineData("krill bench kernels --seconds: received \"0\"; expected a number, 0.001 to 3600.", "bench", "kernels", "--seconds", "0")]
    [InlineData("krill train --epochs: received \"ten\"; expected a whole number, 1 or more.", "train", "--epochs", "ten")]
    [InlineData("krill train --epochs: received \"0\"; expected a whole number, 1 or more.", "train", "--epochs", "0")]
    [InlineData("krill train --batch-size: received \"-5\"; expected a whole number, 1 or more.", "train", "--batch-size", "-5")]
    [InlineData("krill train --batch-size: received \"1.5\"; expected a whole number, 1 or more.", "train", "--batch-size", "1.5")]
    [InlineData("krill train --threads: received \"0\"; expected a whole number, 1 to 1024.", "train", "--threads", "0")]
    [InlineData("krill train --seed: received \"-1\"; expected a whole number, 0 or more.", "train", "--seed", "-1")]
    [InlineData("krill train --learning-rate: received \"nan\"; expected a number, 1E-12 to 1000000.", "train", "--learning-rate", "nan")]
    [InlineData("krill train --target-accuracy: received \"95\"; expected a number, 0 to 1.", "train", "--target-accuracy", "95")]
    [InlineData("krill train --precision: received \"float16\"; expected float32 or bfloat16.", "train", "--precision", "float16")]
    [InlineData("krill train --validation-split: received \"1\"; expected a share, 0 to 0.99, or none, last SHARE, stratified SHARE SEED or random SHARE SEED, between quotation marks.", "train", "--validation-split", "1")]
    [InlineData("krill train --validation-split: received \"random 0.2\"; expected a share, 0 to 0.99, or none, last SHARE, stratified SHARE SEED or random SHARE SEED, between quotation marks.", "train", "--validation-split", "random 0.2")]
    [InlineData("krill train --validation-split: received no value; expected --validation-split SPLIT.", "train", "--validation-split")]
    [InlineData("krill train --epochs: received no value; expected --epochs N.", "train", "--epochs")]
    [InlineData("krill train --seed: received it 2 times; expected it once.", "train", "--seed", "1", "--seed", "2")]
    [InlineData("--data: received \"mnits\"; expected one of mnist, fashion-mnist, cifar10, cifar100, cifar100-coarse, digits, or a directory. Did you mean mnist?", "train", "--data", "mnits")]
    [InlineData("krill evaluate: received blank text; expected RUN: the folder of a run that krill train wrote, or of an ensemble.", "evaluate", "")]
    [InlineData("krill report: received blank text; expected RUN: the folder of a run that krill train wrote, or of an ensemble.", "report", " ")]
    [InlineData("krill compare: received blank text; expected RUN: the folders of two or more runs that krill train wrote.", "compare", "", "run")]
    [InlineData("krill predict: received blank text; expected FILE|DIR: pictures, PNG or JPEG, or folders of them.", "predict", "run", "")]
    [InlineData("krill train --out: received blank text; expected --out DIR.", "train", "--out", "")]
    [InlineData("krill train --resume: received blank text; expected --resume DIR.", "train", "--resume", "")]
    [InlineData("krill train --from-trial: received blank text; expected --from-trial DIR.", "train", "--from-trial", "")]
    [InlineData("krill train --data: received blank text; expected --data NAME|DIR.", "train", "--data", "")]
    [InlineData("krill tune --out: received blank text; expected --out DIR.", "tune", "jellyfish", "--out", "")]
    [InlineData("krill preview --out: received blank text; expected --out FILE.", "preview", "digits", "--out", "")]
    [InlineData("krill compare --html: received blank text; expected --html FILE.", "compare", "a", "b", "--html", "")]
    public async Task Krill_WrongUsage_SaysWhatWasExpectedAndEndsWithTwo(string message, params string[] args)
    {
        Call call = await Call.Krill(args);

        Assert.Equal(message + Environment.NewLine, call.Error);
        Assert.Equal(2, call.ExitCode);
        Assert.Empty(call.Output);
    }

    [Fact]
    public async Task Train_WholeBatchesLargerThanTheSet_EndsWithTwo()
    {
        using var pictures = new PictureFolder();
        var size = new ImageShape(32, 32, 3);
        pictures.Add("pets/cat", 1, 5, size).Add("pets/dog", 6, 5, size);

        Call call = await Call.Krill("train", "sprint94", "--data", pictures.In("pets"), "--validation-split", "0", "--out", pictures.In("run"));

        Assert.Equal(
            "Recipe sprint94: received whole batches of 2000 and 8 training images; expected a batch size of 1 to 8. "
            + "Give a smaller --batch-size (RecipeOptions.BatchSize)." + Environment.NewLine,
            call.Error);
        Assert.Equal(2, call.ExitCode);
        Assert.False(Path.Exists(pictures.In("run")));
    }

    // Each finds the folder free; the one that is later with its claim is told so as if it had seen it.
    [Fact]
    public async Task Train_SameFolderAtOnce_EndsWithTwoForOneOfThem()
    {
        using var data = new TinyMnist();
        string[] args = ["train", "quickstart", "--data", data.Folder, "--epochs", "1", "--batch-size", "50", "--threads", "1", "--no-report", "--out", data.In("run")];

        Call[] calls = await Task.WhenAll(Task.Run(() => Call.Krill(args)), Task.Run(() => Call.Krill(args)));

        Assert.Equal([0, 2], calls.Select(call => call.ExitCode).Order());
        Assert.Contains("holds a run; expected a new ", calls.Single(call => call.ExitCode == 2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_DirectoryThatIsNotThere_EndsWithThree()
    {
        Call call = await Call.Krill("train", "tiny158", "--data", "no/such/place");

        Assert.StartsWith("--data: received \"no/such/place\", where there is no directory; expected one with the files of mnist: train-images", call.Error, StringComparison.Ordinal);
        Assert.Equal(3, call.ExitCode);
    }

    [Fact]
    public async Task Krill_Alone_ShowsItsCommandsUnderItsName()
    {
        Call call = await Call.Krill();

        Assert.Equal(0, call.ExitCode);
        Assert.Contains("krill [command] [options]", call.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Krill.Cli", call.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string> Commands =>
        [.. new KrillCommandLine(new Terminal(TextWriter.Null, TextWriter.Null)).Root().Subcommands.SelectMany(command => PathsOf(command, command.Name))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEachCommand_DescribesEveryOption(string command)
    {
        Call call = await Call.Krill([.. command.Split(' '), "--help"]);

        Assert.Equal(0, call.ExitCode);
        Assert.Matches($"krill {command.Replace(" ", ".* ", StringComparison.Ordinal)}", call.Output);
        Assert.All(
            call.Lines.Where(line => line.TrimStart().StartsWith("--", StringComparison.Ordinal)),
            line => Assert.Matches(@"--\S+( <.+>)?  +\S", line));
    }

    static IEnumerable<string> PathsOf(Command command, string path) =>
        command.Subcommands.SelectMany(sub => PathsOf(sub, $"{path} {sub.Name}")).Prepend(path);
}
