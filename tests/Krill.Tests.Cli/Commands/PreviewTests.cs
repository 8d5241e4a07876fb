using System.Text.Json;
using Krill.Images;

namespace Krill.Tests.Cli.Commands;

public sealed class PreviewTests : IDisposable
{
    readonly TinyMnist _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Preview_Augmented_DrawsTheImagesAndWhatBecomesOfThem()
    {
        Call call = await Call.Krill("preview", _data.Folder, "--augment", "shift=1/", "--rows", "3", "--columns", "5", "--scale", "2", "--out", _data.In("a/grid.png"), "--json");

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        JsonElement preview = Assert.Single(call.Events);
        Assert.Equal("preview", preview.GetProperty("event").GetString());
        Assert.Equal(_data.In("a/grid.png"), preview.GetProperty("file").GetString());
        Assert.Equal(["width-shift=1/,height-shift=1/,fill=nearest"], preview.GetProperty("augmentation").EnumerateArray().Select(text => text.GetString()!));
        Picture picture = Picture.Read(_data.In("a/grid.png"));
        Assert.Equal((4 + (3 * 60), 4 + (5 * 60) + 4, 1), (picture.Height, picture.Width, picture.Channels));

        // Row r is the first image of class r: its bar of two rows at 2 + 2r; moved by a pixel up or down in every other column.
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(2 + (2 * row), Bar(picture, row, 0));
            Assert.All(Enumerable.Range(1, 4), column => Assert.Equal(1, Math.Abs(Bar(picture, row, column) - 2 - (2 * row))));
        }
    }

    [Fact]
    public async Task Preview_NotAugmented_DrawsAnotherImageInEachPlace()
    {
        Call call = await Call.Krill("preview", _data.Folder, "--rows", "3", "--columns", "2", "--scale", "2", "--out", _data.In("grid.png"));

        Assert.Equal((0, ""), (call.ExitCode, call.Error));
        Picture picture = Picture.Read(_data.In("grid.png"));
        Assert.Equal((4 + (3 * 60), 4 + (2 * 60), 1), (picture.Height, picture.Width, picture.Channels));
        Assert.All(Enumerable.Range(0, 6), image => Assert.Equal(2 + (2 * image), Bar(picture, image % 3, image / 3, apart: 0)));
    }

    [Fact]
    public async Task Preview_Plain_SaysWhatItDrewAndRepeats()
    {
        string[] command = ["preview", _data.Folder, "--augment", "rotation=20", "--augment", "mixup", "--rows", "4", "--out"];
        Call call = await Call.Krill([.. command, _data.In("one.png")]);
        await Call.Krill([.. command, _data.In("two.png")]);
        await Call.Krill([.. command, _data.In("three.png"), "--seed", "1"]);

        // Images of 28 pixels, drawn twice as large, with 4 pixels between them.
        Assert.Equal(
            ["images of mnist, in the first column as they are; then augmented:", "  rotation=20,fill=nearest", "  mixup=0.2", $"{_data.In("one.png")}: 608×244 pixels"], call.Lines);
        Assert.Equal(await File.ReadAllBytesAsync(_data.In("one.png")), await File.ReadAllBytesAsync(_data.In("two.png")));
        Assert.NotEqual(await File.ReadAllBytesAsync(_data.In("one.png")), await File.ReadAllBytesAsync(_data.In("three.png")));
    }

    [Theory]
    [InlineData("krill preview: received no DATASET; expected krill preview DATASET, or krill preview --recipe RECIPE.", "preview")]
    [InlineData("krill preview: RandomTranslation: received a shift of up to 40 pixels and images of 28×28×1; expected fewer pixels than their sides have. Give a smaller shift, another augmentation or larger images.", "preview", "TINY", "--augment", "crop=40")]
    [InlineData("krill preview --augment: received \"none\" and \"flip\"; expected either none, or augmentations.", "preview", "TINY", "--augment", "flip", "--augment", "none")]
    [InlineData("krill preview --augment: augmentation \"mixip=1\": received the name \"mixip\"; expected one of rotation, shift, width-shift, height-shift, shear, zoom, flip, vertical-flip, fill, crop, alternating-flip, channel-shift, brightness, blur, cutout, mixup. Did you mean mixup?", "preview", "TINY", "--augment", "mixip=1")]
    [InlineData("krill train --augment: augmentation \"shift=2\": received the value \"2\"; expected a share of the side below 1 as shift=0.2, pixels as shift=2px, or choices as shift=0/1/2.", "train", "quickstart", "--augment", "shift=2")]
    [InlineData("krill preview --rows: received \"0\"; expected a whole number, 1 to 1000.", "preview", "TINY", "--rows", "0")]
    [InlineData("krill preview --augment: received no value; expected --augment SPEC.", "preview", "TINY", "--augment")]
    public async Task Preview_WrongUsage_SaysWhatWasExpected(string message, params string[] args)
    {
        Call call = await Call.Krill([.. args.Select(argument => argument == "TINY" ? _data.Folder : argument)]);

        Assert.Equal(message + Environment.NewLine, call.Error);
        Assert.Equal(2, call.ExitCode);
    }

    /// <summary>The first row of an image that is white all along its middle.</summary>
    static int Bar(Picture picture, int row, int column, int apart = 4)
    {
        (int top, int left) = (4 + (row * 60), 4 + (column * 60) + (column > 0 ? apart : 0));
        return Enumerable.Range(0, 28).First(y => Enumerable.Range(10, 40).All(x => picture.Pixels[((top + (2 * y)) * picture.Width) + left + x] == 255));
    }
}
