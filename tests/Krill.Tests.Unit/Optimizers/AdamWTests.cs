using Krill.Optimizers;

namespace Krill.Tests.Unit.Optimizers;

public class AdamWTests
{
    [Fact]
    public void Update_Defaults_IsKeras() => OptimizerRun.Expect(
        new AdamW(),
        [
            [0.9989960063, -1.998992003, 0.4989980126],
            [0.9980038894, -1.99855616, 0.4989378922],
            [0.9973438875, -1.998217438, 0.4983510618],
            [0.996654921, -1.997660582, 0.497869922],
        ]);

    [Fact]
    public void Update_StrongDecay_IsKeras() => OptimizerRun.Expect(
        new AdamW(0.1f) { WeightDecay = 0.1 },
        [
            [0.8900006325, -1.880000316, 0.3950012649],
            [0.7822885339, -1.818415584, 0.3852388049],
            [0.7088646571, -1.767158708, 0.3229029548],
            [0.6332783022, -1.694600792, 0.2717592816],
        ]);

    [Fact]
    public void Update_NothingDecays_IsKeras() => OptimizerRun.Expect(
        new AdamW(0.1f) { WeightDecay = 0.1, Decays = parameter => parameter.Name == "bias" },
        [
            [0.9000006325, -1.900000316, 0.4000012649],
            [0.8011885402, -1.857215587, 0.3941888176],
            [0.7355875488, -1.824142867, 0.3357053555],
            [0.6670898404, -1.769256538, 0.2877907118],
        ]);
}
