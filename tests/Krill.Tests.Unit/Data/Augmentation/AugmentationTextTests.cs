using Krill.Data;

namespace Krill.Tests.Unit.Data;

public class AugmentationTextTests
{
    [Theory]
    [InlineData("rotation=10,zoom=0.2,shift=0.2", "rotation=10,width-shift=0.2,height-shift=0.2,zoom=0.8..1.2,fill=nearest")]
    [InlineData("rotation=10,zoom=0.8..1.5,width-shift=2px,height-shift=0/1/2,shear=15,flip,vertical-flip,fill=wrap", "rotation=10,width-shift=2px,height-shift=0/1/2,shear=15,zoom=0.8..1.5,flip,vertical-flip,fill=wrap")]
    [InlineData("Rotation=5, FILL=0.5", "rotation=5,fill=0.5")]
    [InlineData("height_shift=3/", "height-shift=3/,fill=nearest")]
    [InlineData("flip", "flip")]
    [InlineData("flip,fill=mirror", "flip,fill=mirror")]
    [InlineData("alternating-flip", "alternating-flip")]
    [InlineData("crop=4", "crop=4:fill=mirror")]
    [InlineData("crop=4:fill=constant", "crop=4:fill=0")]
    [InlineData("channel-shift=0.1", "channel-shift=0.1")]
    [InlineData("channel-shift=20:white=1", "channel-shift=20:white=1")]
    [InlineData("brightness=0.5:white=1", "brightness=0.5..1.5:white=1")]
    [InlineData("cutout:values=0..1", "cutout=0.5:area=0.02..0.4:aspect=0.3..3.3333333333333335:values=0..1")]
    [InlineData("brightness=0.5..1.5", "brightness=0.5..1.5")]
    [InlineData("brightness=0.5:white=255", "brightness=0.5..1.5:white=255")]
    [InlineData("blur=1.5", "blur=0..1.5")]
    [InlineData("blur=1..2:probability=0.25", "blur=1..2:probability=0.25")]
    [InlineData("cutout=1:area=0.1:aspect=1..2:values=0.5..0.5:patch", "cutout=1:area=0.1..0.1:aspect=1..2:values=0.5..0.5:patch")]
    [InlineData("cutout:patch=yes", "cutout=0.5:area=0.02..0.4:aspect=0.3..3.3333333333333335:patch")]
    [InlineData("cutout:patch=no", "cutout=0.5:area=0.02..0.4:aspect=0.3..3.3333333333333335")]
    [InlineData("mixup", "mixup=0.2")]
    [InlineData("mixup=1,crop=2,rotation=5", "mixup=1;crop=2:fill=mirror;rotation=5,fill=nearest")]
    [InlineData("rotation=5,cutout=1,zoom=0.1", "rotation=5,fill=nearest;cutout=1:area=0.02..0.4:aspect=0.3..3.3333333333333335;zoom=0.9..1.1,fill=nearest")]
    public void Parse_Text_IsRecordedAsTextThatParsesToTheSame(string text, string recorded)
    {
        string[] texts = [.. AugmentationText.Parse(text).Select(augmentation => augmentation.ToString()!)];

        Assert.Equal(recorded, string.Join(';', texts));
        Assert.Equal(texts, texts.SelectMany(AugmentationText.Parse).Select(augmentation => augmentation.ToString()!));
    }

    [Theory]
    [InlineData("rotaton=10", "augmentation \"rotaton=10\": received the name \"rotaton\"; expected one of rotation, shift, width-shift, height-shift, shear, zoom, flip, vertical-flip, fill, crop, alternating-flip, channel-shift, brightness, blur, cutout, mixup. Did you mean rotation?")]
    [InlineData("", "augmentation \"\": received the name \"\"; expected one of rotation, shift, width-shift, height-shift, shear, zoom, flip, vertical-flip, fill, crop, alternating-flip, channel-shift, brightness, blur, cutout, mixup.")]
    [InlineData("rotation", "augmentation \"rotation\": received no value; expected rotation=DEGREES, 0 or more.")]
    [InlineData("rotation=ten", "augmentation \"rotation=ten\": received the value \"ten\"; expected rotation=DEGREES, 0 or more.")]
    [InlineData("rotation=-10", "augmentation \"rotation=-10\": RandomAffine.Rotation: received -10; expected 0 or more.")]
    [InlineData("rotation=1,rotation=2", "augmentation \"rotation=2\": received rotation for what an earlier piece says; expected each once. Give a further --augment for another warp behind the first.")]
    [InlineData("shift=3", "augmentation \"shift=3\": received the value \"3\"; expected a share of the side below 1 as shift=0.2, pixels as shift=2px, or choices as shift=0/1/2.")]
    [InlineData("zoom=2", "augmentation \"zoom=2\": RandomAffine.Zoom: received -1 to 3; expected factors greater than 0 and at most 1000, the lower first.")]
    [InlineData("flip=1", "augmentation \"flip=1\": received the value \"1\"; expected flip alone.")]
    [InlineData("flip,fill=neerest", "augmentation \"fill=neerest\": received the fill \"neerest\"; expected constant, nearest, reflect, mirror, wrap, or the number to fill with. Did you mean nearest?")]
    [InlineData("cutout:aera=0.1", "augmentation \"cutout:aera=0.1\": received the setting \"aera\"; expected one of area, aspect, patch, values. Did you mean area?")]
    [InlineData("cutout:patch=maybe", "augmentation \"cutout:patch=maybe\": received the value \"maybe\" for patch; expected patch alone, or yes or no.")]
    [InlineData("cutout=2", "augmentation \"cutout=2\": RandomErasing.Probability: received 2; expected 0 to 1.")]
    [InlineData("cutout:area=0.1:area=0.2", "augmentation \"cutout:area=0.1:area=0.2\": received the setting area twice; expected it once.")]
    [InlineData("mixup=0", "augmentation \"mixup=0\": Mixup, alpha: received 0; expected a finite number greater than 0.")]
    [InlineData("crop=1.5", "augmentation \"crop=1.5\": received the value \"1.5\"; expected crop=PIXELS, a whole number of 1 or more.")]
    [InlineData("mixup:alpha=2", "augmentation \"mixup:alpha=2\": received the setting \"alpha\"; expected none behind mixup.")]
    public void Parse_WrongText_SaysWhatWasExpected(string text, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => AugmentationText.Parse(text)).Message);
}
